import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { moment } from "../history/moment";
import { destination, preview, sending, sent, start, target, view, type Sent } from "../state";
import { AllowChanges } from "../shell/target-bar";
import { isBlocked } from "../shell/target-state";
import { fill, t } from "../ui/copy";
import { Kbd } from "../ui/kbd";
import { Empty, Note } from "../ui/note";
import { AttemptTable } from "./attempts";
import { responseTexts as texts } from "./copy";
import { ErrorCard } from "./error-card";
import { NoKey } from "./no-request";
import { Outcome } from "./outcome";
import { Problem } from "./problem";
import { ResponseBody } from "./response-body";
import { ResultLine } from "./result-line";
import { cancelCall, sendCall, sendFailure } from "./send";
import { sinceSent } from "./since-sent";
import { TimeSplit } from "./time-split";

/** What came of the call. A result stays while the next call is on its way. */
export function ResponseTab() {
  const shown = sent.value;
  const isRefused = sendFailure.value?.kind === "read_only" && isBlocked.value;
  const failure = sendFailure.value?.kind === "read_only" ? null : sendFailure.value;
  return (
    <>
      {isRefused && <ReadOnly />}
      {!sending.value && failure && <Failed failure={failure} />}
      {shown ? <Result shown={shown} />
        : sending.value ? <Sending />
          : !isRefused && !failure && <NotSent />}
    </>
  );
}

function Result({ shown }: { shown: Sent }) {
  const { result } = shown;
  const { kind } = result.outcome;
  const hasBody = kind === "success" || kind === "api_error" || kind === "no_api_response";
  const timings = result.attempts.at(-1)?.timings;
  return (
    <>
      <Since shown={shown} />
      <Sending><ResultLine result={result} /></Sending>
      {timings && <TimeSplit timings={timings} attempt={result.attempts.length > 1 ? result.attempts.length : null} />}
      {kind === "api_error" ? <ErrorCard result={result} outcome={result.outcome} /> : <Outcome result={result} />}
      {result.attempts.length > 1 && <AttemptTable attempts={result.attempts} />}
      {hasBody && <ResponseBody key={result.history_id} result={result} />}
    </>
  );
}

/** Says whose response it is, once it is not that of what the form holds. */
function Since({ shown }: { shown: Sent }) {
  if (!sinceSent.value) return null;
  const text = sinceSent.value === "form" ? texts.formChanged : texts.targetChanged;
  return (
    <div class="output-since">
      <Note tone="info" icon="clock">{fill(text, shown.call.action, moment(shown.at / 1000))}</Note>
    </div>
  );
}

function NotSent() {
  if (start.value && target.value?.key === null) return <NoKey />;
  const url = preview.value?.url ?? target.value?.url ?? "";
  const host = URL.canParse(url) ? new URL(url).host : "";
  const isEmulator = destination.value.target === "emulator";
  return (
    <Empty icon="play" title={t(texts.notSent)}>
      {host && <p>{fill(isEmulator ? texts.goesToEmulator : texts.goesTo, host)}</p>}
      <p class="output-sends"><Kbd keys="Ctrl Enter" /> {t(texts.sends)}</p>
      {start.value && start.value.recent.length > 0 && (
        <button type="button" class="ui-button ui-button-plain" onClick={() => { view.value = "history"; }}>
          {t(texts.earlier)}
        </button>
      )}
    </Empty>
  );
}

/** Takes the place of the last result line while a call is on its way; nothing under 400 ms,
 *  since a call to the emulator takes two. */
function Sending({ children }: { children?: ComponentChildren }) {
  const since = sending.value?.since ?? null;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, [since]);
  if (since === null || now - since < 400) return <>{children}</>;
  return (
    <div class="output-sending">
      <span>{fill(texts.sending, ((now - since) / 1000).toFixed(1))}</span>
      <button type="button" class="ui-button" onClick={cancelCall}>{t(texts.cancel)}<Kbd keys="Esc" /></button>
    </div>
  );
}

function Failed({ failure }: { failure: { kind: "canceled" | "lost" } | { kind: "failed"; message: string } }) {
  const isFailed = failure.kind === "failed";
  return (
    <Problem icon={isFailed ? "error" : "warning"} tone={isFailed ? "bad" : "warn"} title={t(texts[failure.kind])}>
      <p>{failure.kind === "failed" ? failure.message : t(failure.kind === "lost" ? texts.lostText : texts.canceledText)}</p>
      <div class="output-buttons">
        <button type="button" class="ui-button" onClick={() => void sendCall()}>{t(texts.sendAgain)}</button>
      </div>
    </Problem>
  );
}

/** The target takes only reads until changes are allowed. */
function ReadOnly() {
  return (
    <Problem icon="lock" tone="warn" title={t(texts.refused)}>
      <p>{t(texts.readOnly)}</p>
      <div class="output-buttons">
        <AllowChanges class="ui-button">{t(texts.allowChanges)}</AllowChanges>
      </div>
    </Problem>
  );
}
