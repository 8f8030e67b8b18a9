import { useState } from "preact/hooks";

import type { EmulatorState } from "../api";
import { t } from "../ui/copy";
import { utc } from "../ui/time";
import { Icon } from "../ui/icon";
import { StateBadge } from "../ui/badge";
import { changeClock } from "./emulator-state";
import { texts } from "./copy";

const steps = [
  { text: texts.minutesBack, seconds: -300 },
  { text: texts.minute, seconds: 60 },
  { text: texts.minutes, seconds: 300 },
  { text: texts.day, seconds: 86_400 },
];

/** The clock of the emulator; changes apply at once. */
export function ClockCard({ clock }: { clock: EmulatorState["clock"] }) {
  const [isSetting, set] = useState(false);
  const [date, time] = utc(clock.unix).split(" ");
  return (
    <section class="emulator-card" aria-label={t(texts.clock)}>
      <header class="emulator-card-head">
        <Icon name="clock" />
        <h2>{t(texts.clock)}</h2>
        {clock.frozen && <StateBadge tone="warn">{t(texts.frozen)}</StateBadge>}
        {!clock.frozen && !clock.real && <StateBadge tone="warn">{t(texts.shifted)}</StateBadge>}
        <span class="emulator-end">
          <button
            type="button"
            class="ui-button ui-button-plain"
            onClick={() => void changeClock({ freeze: !clock.frozen })}
          >
            {t(clock.frozen ? texts.run : texts.freeze)}
          </button>
          {!clock.real && (
            <button type="button" class="ui-button ui-button-plain" onClick={() => void changeClock({ real: true })}>
              {t(texts.realTime)}
            </button>
          )}
        </span>
      </header>
      <div class="emulator-card-body">
        <div class="emulator-time">
          <time class="ui-mono" dateTime={`${date}T${time}Z`}>{date} {time}</time>
          <span class="ui-muted">UTC</span>
          <code class="ui-muted emulator-end">{Math.floor(clock.unix)}</code>
        </div>
        <div class="emulator-buttons">
          {steps.map(({ text, seconds }) => (
            <button key={seconds} type="button" class="ui-button" onClick={() => void changeClock({ advance: seconds })}>
              {t(text)}
            </button>
          ))}
          <button type="button" class="ui-button" aria-expanded={isSetting} onClick={() => set(!isSetting)}>
            {t(texts.set)}
          </button>
        </div>
        {isSetting && <SetClock at={clock.unix} onDone={() => set(false)} />}
        <p class="ui-help">{t(texts.expire)} <code>AuthFailure.SignatureExpire</code>{t(texts.stop)} {t(texts.expireHow)}</p>
      </div>
    </section>
  );
}

function SetClock({ at, onDone }: { at: number; onDone: () => void }) {
  const [value, setValue] = useState(utc(at).slice(0, 19).replace(" ", "T"));
  const apply = async (event: Event) => {
    event.preventDefault();
    const seconds = Date.parse(`${value}Z`) / 1000;
    if (!Number.isFinite(seconds)) return;
    await changeClock({ set: Math.floor(seconds) });
    onDone();
  };
  return (
    <form class="emulator-inline" onSubmit={(event) => void apply(event)}>
      <label class="ui-help" for="emulator-set">{t(texts.setTo)}</label>
      <input
        id="emulator-set"
        class="ui-input"
        type="datetime-local"
        required
        step="1"
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" class="ui-button">{t(texts.apply)}</button>
    </form>
  );
}
