import type { Outcome, SendResponse } from "../api";
import { language } from "../state";
import { StateBadge, type Tone } from "../ui/badge";
import { fill, t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import type { IconName } from "../ui/icon";
import { responseTexts as texts } from "./copy";
import { duration } from "./format";
import { attemptsOf } from "./result";

const kinds: Record<Outcome["kind"], { tone: Tone; icon: IconName; text: { en: string; zh: string } }> = {
  success: { tone: "ok", icon: "check", text: texts.success },
  api_error: { tone: "bad", icon: "error", text: texts.apiError },
  not_sent: { tone: "warn", icon: "error", text: texts.refused },
  unknown: { tone: "warn", icon: "warning", text: texts.unknown },
  no_api_response: { tone: "bad", icon: "error", text: texts.noApiResponse },
  refused: { tone: "warn", icon: "lock", text: texts.refused },
};

/** Result, status, attempts and time, request id. */
export function ResultLine({ result }: { result: SendResponse }) {
  const { tone, icon, text } = kinds[result.outcome.kind];
  const took = duration(result.total_ms, language.value);
  return (
    <div class="output-result">
      <StateBadge tone={tone} icon={icon}>{t(text)}</StateBadge>
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
