import { useState } from "preact/hooks";

import { frozenTime, preview } from "../state";
import { t } from "../ui/copy";
import { Popover } from "../ui/popover";
import { CellText } from "./common";
import { common as texts } from "./copy";

/** The time of the signature: of the newest preview, or frozen. */
export function TimeCell() {
  const frozen = frozenTime.value;
  const shown = frozen ?? preview.value?.time;
  const state = t(frozen === null ? texts.now : texts.frozen);
  const value = shown === undefined ? state : String(shown);
  return (
    <Popover
      class="form-cell"
      align="end"
      label={shown === undefined ? `${t(texts.time)} ${state}` : `${t(texts.time)} ${value} ${state}`}
      content={(close) => <TimeChoice shown={shown ?? nowInSeconds()} close={close} />}
    >
      <CellText
        label={t(texts.time)}
        value={value}
        extra={shown !== undefined && <span class="form-cell-extra"> {state}</span>}
      />
    </Popover>
  );
}

function TimeChoice({ shown, close }: { shown: number; close: () => void }) {
  const [typed, setTyped] = useState(String(shown));
  const set = (time: number | null) => {
    frozenTime.value = time;
    close();
  };
  const seconds = /^\d{1,12}$/.test(typed.trim()) ? Number(typed.trim()) : null;
  return (
    <div class="form-pop">
      <button type="button" class="ui-menu-item" onClick={() => set(null)}>{t(texts.live)}</button>
      <button type="button" class="ui-menu-item" onClick={() => set(shown)}>{t(texts.freeze)}</button>
      <label class="form-pop-label" for="time-seconds">{t(texts.seconds)}</label>
      <div class="form-pop-line">
        <input
          id="time-seconds"
          class="ui-input"
          inputMode="numeric"
          autocomplete="off"
          value={typed}
          aria-invalid={seconds === null}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || seconds === null) return;
            event.preventDefault();
            set(seconds);
          }}
        />
        <button type="button" class="ui-button" disabled={seconds === null} onClick={() => set(seconds)}>
          {t(texts.set)}
        </button>
      </div>
      <p class="ui-help ui-mono">{seconds === null ? "" : utc(seconds)}</p>
    </div>
  );
}

/** `2026-11-25T08:45:12Z` */
function utc(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(".000", "");
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
