import { useEffect, useState } from "preact/hooks";

import { sendCall } from "../output/send";
import { destination, sending, target } from "../state";
import { SameWidth } from "../ui/copy-button";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { isPhone } from "../ui/media";
import * as copy from "./copy";
import { AllowChanges } from "./target-bar";
import { isBlocked } from "./target-state";

/** Sends, cancels, or says why it cannot. Findings never disable it. */
export function SendButton() {
  const kind = destination.value.target;
  if (target.value && !target.value.key) {
    return (
      <button type="button" class="ui-button shell-send-none" onClick={() => void sendCall()}>
        <Icon name="key" />{t(copy.send.noKey)}
      </button>
    );
  }
  if (isBlocked.value) {
    return (
      <AllowChanges class={`ui-button shell-send shell-send-locked shell-send-${kind}`} align="end">
        <Icon name="lock" />{t(copy.send.readOnly)}
      </AllowChanges>
    );
  }
  return <SendOrCancel />;
}

function SendOrCancel() {
  const kind = destination.value.target;
  const now = sending.value;
  const seconds = useSeconds(now?.since ?? null);
  const label = t(copy.send[kind]);
  return (
    <button
      type="button"
      class={`ui-button ui-button-primary shell-send shell-send-${kind}`}
      aria-keyshortcuts={now ? "Escape" : "Control+Enter"}
      onClick={() => { if (now) now.cancel(); else void sendCall(); }}
    >
      <SameWidth
        texts={[
          <span class="shell-send-label">{label}{!isPhone.value && <Kbd keys="Ctrl Enter" isInside />}</span>,
          fill(copy.send.sending, seconds),
        ]}
        shown={now ? 1 : 0}
      />
    </button>
  );
}

/** Seconds since then with one digit, ten times a second. */
function useSeconds(since: number | null): string {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? "0.0" : Math.max(0, (now - since) / 1000).toFixed(1);
}
