import "./emulator.css";
import "./journal.css";

import { useEffect } from "preact/hooks";

import { emulator } from "../state";
import { fill, t } from "../ui/copy";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { timeOfDay } from "../ui/time";
import { ClockCard } from "./clock-card";
import { texts } from "./copy";
import { follow } from "./emulator-state";
import { ImagesCard, SourcesCard } from "./image-cards";
import { Journal } from "./journal";
import { Reset } from "./reset";

/** The built-in emulator: its clock and images, and what it received. */
export function EmulatorView() {
  useEffect(follow, []);
  const state = emulator.value;
  return (
    <div class="emulator">
      <h1 class="ui-hidden">{t(texts.view)}</h1>
      <div class="emulator-side">
        {state && (
          <>
            <ClockCard clock={state.clock} />
            <ImagesCard state={state} />
            <SourcesCard state={state} />
            <section class="emulator-card" aria-label={t(texts.key)}>
              <div class="emulator-card-head">
                <Icon name="key" />
                <h2>{t(texts.key)}</h2>
                <code class="ui-cut">{state.key_id}</code>
                <CopyButton
                  text={state.export_lines}
                  label={t(texts.exportLines)}
                  class="ui-button-plain emulator-end"
                />
              </div>
            </section>
            <div class="emulator-foot">
              <span class="ui-help">{fill(texts.started, timeOfDay(state.started * 1000), state.url)}</span>
              <Reset />
            </div>
          </>
        )}
      </div>
      <Journal />
    </div>
  );
}
