import { useState } from "preact/hooks";

import { fill, t } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { texts } from "./copy";
import { clear, rows } from "./history-state";

/** Forgets all calls, after one question. */
export function ClearHistory() {
  const [isAsking, ask] = useState(false);
  return (
    <>
      <button type="button" class="ui-button ui-button-plain" onClick={() => ask(true)}>{t(texts.clear)}</button>
      {isAsking && (
        <Dialog role="alertdialog" label={t(texts.clearTitle)} onClose={() => ask(false)} class="history-ask">
          <p>{fill(texts.clearAsk, rows.value.length)}</p>
          <div class="history-buttons">
            <button type="button" class="ui-button" data-autofocus onClick={() => ask(false)}>{t(texts.cancel)}</button>
            <button
              type="button"
              class="ui-button ui-button-danger"
              onClick={() => { ask(false); void clear(); }}
            >
              {t(texts.forget)}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
