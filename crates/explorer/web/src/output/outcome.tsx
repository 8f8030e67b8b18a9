import type { SendResponse } from "../api";
import { call } from "../state";
import { AllowChanges } from "../shell/target-bar";
import { t } from "../ui/copy";
import { responseTexts as texts } from "./copy";
import { FollowUps, OpensForm } from "./error-card";
import { NoKey } from "./no-request";
import { Problem } from "./problem";
import { sendCall } from "./send";

/** What happened where there is neither an output nor an error of the service. */
export function Outcome({ result }: { result: SendResponse }) {
  const { outcome } = result;
  const again = () => void sendCall();
  switch (outcome.kind) {
    case "success":
    case "api_error":
      return null;
    case "not_sent":
      return (
        <Problem icon="error" tone="bad" title={outcome.title}>
          <p>{outcome.message}</p>
          <div class="output-buttons">
            <button type="button" class="ui-button" onClick={again}>{t(texts.sendAgain)}</button>
            <button type="button" class="ui-button ui-button-plain" onClick={openTargets}>{t(texts.changeTarget)}</button>
          </div>
        </Problem>
      );
    case "unknown":
      return (
        <Problem icon="warning" tone="warn" title={outcome.title}>
          <p>{outcome.message}</p>
          <div class="output-buttons">
            <FollowUps result={result} label={texts.checkWith} />
            <button type="button" class="ui-button" onClick={again}>
              {t(outcome.idempotent ? texts.sendAgain : texts.sendAgainAsk)}
            </button>
          </div>
        </Problem>
      );
    case "no_api_response":
      return (
        <Problem icon="error" tone="bad" title={outcome.title}>
          <p>{outcome.message}</p>
          {result.help && (
            <div class="output-buttons">
              <FollowUps result={result} label={texts.checkWith} />
              <OpensForm result={result} />
            </div>
          )}
        </Problem>
      );
    case "refused":
      if (outcome.reason === "no_key") return <NoKey />;
      return (
        <Problem icon={outcome.reason === "read_only" ? "lock" : "warning"} tone="warn" title={t(texts.refused)}>
          <p>{outcome.message}</p>
          <div class="output-buttons">
            {outcome.reason === "read_only" && (
              <AllowChanges class="ui-button">{t(texts.allowChanges)}</AllowChanges>
            )}
            {outcome.reason === "confirm" && call.value && (
              <button type="button" class="ui-button" onClick={again}>{t(texts.sendAgainAsk)}</button>
            )}
          </div>
        </Problem>
      );
  }
}

/** The choice is in the target bar. */
function openTargets(): void {
  document.querySelector<HTMLElement>(".shell-tag")?.click();
}
