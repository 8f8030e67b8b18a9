import { useState } from "preact/hooks";

import type { ExplainResponse } from "../api";
import { t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { Popover } from "../ui/popover";
import { utc } from "../ui/time";
import { at, result } from "./explain-state";
import { explain } from "./copy";

/** With which key and which time the request is judged. */
export function Controls() {
  const found = result.value;
  const shown = at.value ?? found?.at ?? null;
  return (
    <div class="explain-controls">
      <span class="ui-muted">{t(explain.checkWith)}</span>
      <span class="explain-fact">
        <Icon name="key" />
        <CheckedWith of={found?.key ?? null} />
      </span>
      <span class="ui-muted" aria-hidden="true">{t(explain.serverTime)}</span>
      <Popover
        class="explain-time"
        content={(close) => <TimeChoice shown={shown} close={close} />}
      >
        <Icon name="clock" />
        <span class="ui-hidden">{t(explain.serverTime)} </span>
        <span class="explain-time-text">
          <span>{timeName()}</span>
          {shown !== null && <code class="ui-muted">{utc(shown)}</code>}
        </span>
        <Icon name="chevron-down" />
      </Popover>
    </div>
  );
}

/** The server tries all keys that it has: nothing is chosen here. */
function CheckedWith({ of }: { of: ExplainResponse["key"] }) {
  if (!of) return <span>{t(explain.noKey)}</span>;
  return <span>{of.source} <code>{of.is_emulators ? of.id : `…${of.id.slice(-4)}`}</code></span>;
}

function timeName(): string {
  return t(at.value === null ? explain.ownTime : explain.givenTime);
}

function TimeChoice({ shown, close }: { shown: number | null; close: () => void }) {
  const [typed, setTyped] = useState(String(shown ?? now()));
  const set = (time: number | null) => {
    at.value = time;
    close();
  };
  const seconds = /^\d{1,12}$/.test(typed.trim()) ? Number(typed.trim()) : null;
  return (
    <form
      class="explain-choice"
      onSubmit={(event) => {
        event.preventDefault();
        if (seconds !== null) set(seconds);
      }}
    >
      <button type="button" class="ui-menu-item" onClick={() => set(null)}>{t(explain.ownTime)}</button>
      <button type="button" class="ui-menu-item" onClick={() => set(now())}>{t(explain.now)}</button>
      <label class="ui-help" for="explain-at">{t(explain.setTime)}</label>
      <div class="explain-line">
        <input
          id="explain-at"
          class="ui-input"
          inputMode="numeric"
          autocomplete="off"
          value={typed}
          aria-invalid={seconds === null}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="ui-button">{t(explain.set)}</button>
      </div>
      <p class="ui-help ui-mono">{seconds === null ? t(explain.noTime) : utc(seconds)}</p>
    </form>
  );
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
