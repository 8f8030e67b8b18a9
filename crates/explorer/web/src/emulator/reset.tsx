import { useState } from "preact/hooks";

import { fill, t } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { reset, total } from "./emulator-state";
import { texts } from "./copy";

/** Forgets everything, after one question. */
export function Reset() {
  const [isAsking, ask] = useState(false);
  return (
    <>
      <button type="button" class="ui-button ui-button-danger" onClick={() => ask(true)}>{t(texts.reset)}</button>
      {isAsking && (
        <Dialog role="alertdialog" label={t(texts.resetTitle)} onClose={() => ask(false)} class="emulator-ask">
          <p>{total.value === 1 ? t(texts.resetAskOne) : fill(texts.resetAsk, total.value)}</p>
          <div class="emulator-buttons">
            <button type="button" class="ui-button" data-autofocus onClick={() => ask(false)}>{t(texts.cancel)}</button>
            <button
              type="button"
              class="ui-button ui-button-danger"
              onClick={() => { ask(false); void reset(); }}
            >
              {t(texts.forget)}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
