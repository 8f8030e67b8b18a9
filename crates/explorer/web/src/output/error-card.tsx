import type { ActionClass, Outcome, SendResponse } from "../api";
import { openCall } from "../form/open";
import { target, toExplain, view } from "../state";
import { fill, t, type Text } from "../ui/copy";
import { Dotted } from "../ui/dotted";
import { Icon, type IconName } from "../ui/icon";
import { Marked } from "../ui/marked";
import { rawRequest } from "./bytes";
import { responseTexts as texts } from "./copy";

interface Props {
  result: SendResponse;
  outcome: Extract<Outcome, { kind: "api_error" }>;
}

/** An error of the service: what it means, why, what to do, whether a retry is worth it. */
export function ErrorCard({ result, outcome }: Props) {
  const { help, request } = result;
  // Redacted, a request of an account cannot be checked.
  const canExplain = outcome.diagnosis.length > 0 && request !== null && target.value?.key?.is_emulators === true;
  const explain = () => {
    if (request) toExplain.value = rawRequest(request);
    view.value = "explain";
  };
  return (
    <section class="output-card" aria-labelledby="output-error-code">
      <h2 id="output-error-code" class="ui-mono"><Dotted text={outcome.code} /></h2>
      <p><Marked text={help?.meaning || outcome.message} /></p>
      {help && (
        <dl class="output-facts">
          {help.cause && <><dt>{t(texts.cause)}</dt><dd><Marked text={help.cause} /></dd></>}
          {help.what_to_do && <><dt>{t(texts.whatToDo)}</dt><dd><Marked text={help.what_to_do} /></dd></>}
          {help.retry && <><dt>{t(texts.retry)}</dt><dd><Marked text={help.retry} /></dd></>}
        </dl>
      )}
      {outcome.diagnosis.length > 0 && (
        <ul class="output-diagnosis">{outcome.diagnosis.map((line) => <li key={line}><Marked text={line} /></li>)}</ul>
      )}
      <div class="output-buttons">
        <FollowUps result={result} />
        {canExplain && <button type="button" class="ui-button" onClick={explain}>{t(texts.explainIt)}</button>}
        <OpensForm result={result} />
      </div>
    </section>
  );
}

const icons: Record<ActionClass, IconName> = {
  reads: "eye", "reads-paid": "coin", changes: "pen", deletes: "bin", charges: "coin",
};

interface FollowUpsProps {
  result: SendResponse;
  /** What a read is for: `Check with {0}`. */
  label?: Text;
}

/** Calls that open a filled form. */
export function FollowUps({ result, label }: FollowUpsProps) {
  return (
    <>
      {(result.help?.actions ?? []).map(({ call, class: kind }) => (
        <button
          key={`${call.service} ${call.action} ${call.input}`}
          type="button"
          class={kind === "deletes" ? "ui-button ui-button-danger" : "ui-button"}
          onClick={() => void openCall(call)}
        >
          <Icon name={icons[kind]} />{label && kind === "reads" ? fill(label, call.action) : call.action}
        </button>
      ))}
    </>
  );
}

export function OpensForm({ result }: { result: SendResponse }) {
  if (!result.help?.actions.length) return null;
  return <span class="ui-help">{t(texts.opensForm)}</span>;
}
