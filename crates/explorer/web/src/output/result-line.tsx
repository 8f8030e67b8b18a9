import type { Outcome, SendResponse } from "../api";
import { language } from "../state";
import { StateBadge, type Tone } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import type { IconName } from "../ui/icon";
import { responseTexts as texts } from "./copy";
import { duration } from "./format";
import { attemptsOf } from "./result";

const kinds: Record<Outcome["kind"], { tone: Tone; icon: IconName }> = {
  success: { tone: "ok", icon: "check" },
  api_error: { tone: "bad", icon: "error" },
  not_sent: { tone: "bad", icon: "error" },
  unknown: { tone: "warn", icon: "warning" },
  no_api_response: { tone: "bad", icon: "error" },
  refused: { tone: "warn", icon: "lock" },
};

/** The card below says more. */
function label(outcome: Outcome): string {
  switch (outcome.kind) {
    case "success": return t(texts.success);
    case "api_error": return t(texts.apiError);
    case "unknown":
    case "no_api_response": return outcome.title;
    case "not_sent":
    case "refused": return t(texts.refused);
  }
}

/** Result, status, attempts and time, request id. */
export function ResultLine({ result }: { result: SendResponse }) {
  const { tone, icon } = kinds[result.outcome.kind];
  const took = duration(result.total_ms, language.value);
  return (
    <div class="output-result">
      <StateBadge tone={tone} icon={icon}>{label(result.outcome)}</StateBadge>
      {result.status !== null && <span class="ui-help">HTTP {result.status}</span>}
      {result.attempts.length > 0 && (
        <span class="ui-help">
          {attemptsOf(result)} · {result.attempts.length > 1 ? fill(texts.inAll, took) : took}
        </span>
      )}
      <span class="output-space" />
      {result.request_id !== null && (
        <span class="output-request-id">
          <span class="ui-help">RequestId</span>
          <code>{result.request_id}</code>
          <CopyButton text={result.request_id} name={t(texts.requestId)} />
        </span>
      )}
    </div>
  );
}
