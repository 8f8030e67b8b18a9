import { useState } from "preact/hooks";

import type { EmulatorState } from "../api";
import { t } from "../ui/copy";
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
  const [date, time] = new Date(clock.unix * 1000).toISOString().slice(0, 19).split("T");
  return (
    <section class="emulator-card" aria-label={t(texts.clock)}>
      <header class="emulator-card-head">
        <Icon name="clock" />
        <h2>{t(texts.clock)}</h2>
        {clock.frozen && <StateBadge tone="warn">{t(texts.frozen)}</StateBadge>}
        {!clock.frozen && !clock.real && <StateBadge tone="warn">{t(texts.shifted)}</StateBadge>}
        <button
          type="button"
          class="ui-button ui-button-plain emulator-end"
          onClick={() => void changeClock(clock.real ? { freeze: true } : { real: true })}
        >
          {t(clock.real ? texts.freeze : texts.realTime)}
        </button>
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
        <p class="ui-help">{t(texts.expire)} <code>AuthFailure.SignatureExpire</code></p>
      </div>
    </section>
  );
}

function SetClock({ at, onDone }: { at: number; onDone: () => void }) {
  const [value, setValue] = useState(new Date(at * 1000).toISOString().slice(0, 19));
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
        step="1"
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" class="ui-button">{t(texts.apply)}</button>
    </form>
  );
}
