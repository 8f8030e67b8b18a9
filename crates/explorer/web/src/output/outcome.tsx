import type { ComponentChildren } from "preact";

import type { SendResponse } from "../api";
import { call } from "../state";
import { AllowChanges } from "../shell/target-bar";
import { fill, t } from "../ui/copy";
import { Icon, type IconName } from "../ui/icon";
import { responseTexts as texts } from "./copy";
import { FollowUps, OpensForm } from "./error-card";
import { NoKey } from "./no-request";
import { sendCall } from "./send";

/** What happened where there is neither an output nor an error of the service. */
export function Outcome({ result, url }: { result: SendResponse; url: string }) {
  const { outcome } = result;
  const again = () => void sendCall();
  switch (outcome.kind) {
    case "success":
    case "api_error":
      return null;
    case "not_sent":
      return (
        <State icon="error" tone="bad" title={fill(texts.noConnection, hostOf(url))}>
          <p>{outcome.message} {t(texts.notExecuted)}</p>
          <div class="output-buttons">
            <button type="button" class="ui-button" onClick={again}>{t(texts.sendAgain)}</button>
            <button type="button" class="ui-button ui-button-plain" onClick={openTargets}>{t(texts.changeTarget)}</button>
          </div>
        </State>
      );
    case "unknown":
      return (
        <State icon="warning" tone="warn" title={t(texts.unknown)}>
          <p>{outcome.message} {t(texts.checkFirst)}</p>
          <div class="output-buttons">
            <FollowUps result={result} label={texts.checkWith} />
            <button type="button" class="ui-button" onClick={again}>{t(texts.sendAgainAsk)}</button>
            <OpensForm result={result} />
          </div>
        </State>
      );
    case "no_api_response":
      return <State icon="error" tone="bad" title={t(texts.noApiResponse)}><p>{outcome.message}</p></State>;
    case "refused":
      if (outcome.reason === "no_key") return <NoKey />;
      return (
        <State icon={outcome.reason === "read_only" ? "lock" : "warning"} tone="warn" title={t(texts.refused)}>
          <p>{outcome.message}</p>
          <div class="output-buttons">
            {outcome.reason === "read_only" && (
              <AllowChanges class="ui-button">{t(texts.allowChanges)}</AllowChanges>
            )}
            {outcome.reason === "confirm" && call.value && (
              <button type="button" class="ui-button" onClick={again}>{t(texts.sendAgainAsk)}</button>
            )}
          </div>
        </State>
      );
  }
}

interface StateProps {
  icon: IconName;
  tone: "bad" | "warn";
  title: string;
  children: ComponentChildren;
}

function State({ icon, tone, title, children }: StateProps) {
  return (
    <section class={`output-state output-state-${tone}`}>
      <Icon name={icon} />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}

/** The choice is in the target bar. */
function openTargets(): void {
  document.querySelector<HTMLElement>(".shell-tag")?.click();
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
