import { t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { at, result } from "./explain-state";
import { explain } from "./copy";

/** With which key and which time the request is judged. */
export function Controls() {
  const found = result.value;
  const shown = at.value ?? found?.at ?? null;
  return (
    <div class="explain-controls">
      <span class="ui-muted">{t(explain.checkWith)}</span>
      <span class="explain-control">
        <Icon name="key" />
        {found?.key
          ? <>{found.key.source} <code>{found.key.id}</code></>
          : t(explain.noKey)}
      </span>
      <label class="ui-muted" for="explain-at">{t(explain.serverTime)}</label>
      <span class="explain-control">
        <Icon name="clock" />
        <select
          id="explain-at"
          class="explain-select"
          value={at.value === null ? "own" : "set"}
          onChange={(event) => {
            at.value = event.currentTarget.value === "own" ? null : found?.at ?? Math.floor(Date.now() / 1000);
          }}
        >
          <option value="own">{t(explain.ownTime)}</option>
          <option value="set">{t(explain.setTime)}</option>
        </select>
        {at.value !== null && (
          <input
            class="ui-input explain-seconds"
            inputMode="numeric"
            aria-label={t(explain.setTime)}
            value={String(at.value)}
            onInput={(event) => {
              const value = Number(event.currentTarget.value);
              if (Number.isSafeInteger(value) && value >= 0) at.value = value;
            }}
          />
        )}
        {shown !== null && <code class="ui-muted">{utc(shown)}</code>}
      </span>
    </div>
  );
}

/** `2026-11-25 18:30:00 UTC` */
export function utc(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return "";
  return `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
