import { useEffect } from "preact/hooks";

import { report } from "../shell/load";
import { action, call, language, start } from "../state";
import { t } from "../ui/copy";
import { ActionHeader } from "./action-header";
import { CommonParameters } from "./common";
import { form as texts } from "./copy";
import { FindingBar } from "./finding-bar";
import "./form.css";
import "./fields.css";
import "./groups.css";
import "./json.css";
import "./narrow.css";
import { FormView } from "./form-view";
import { JsonView } from "./json-view";
import { onKey } from "./keys";
import { mode } from "./mode";
import { opened, reopenAction } from "./open";
import { Toolbar } from "./toolbar";

/** The open action: what it is, its common parameters, and its input as form or JSON. */
export function FormColumn() {
  const form = action.value;
  const filled = call.value;
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  useEffect(focusFirstEmpty, [opened.value]);
  useEffect(() => {
    if (action.peek()) void reopenAction().catch(report);
  }, [language.value]);
  if (!form || !filled) return null;
  return (
    <form id="form" class="form" aria-label={form.action} tabIndex={-1} onSubmit={(event) => event.preventDefault()}>
      <ActionHeader form={form} />
      <CommonParameters form={form} filled={filled} />
      <Toolbar />
      <div class="form-body">
        {mode.value === "form" ? <FormView /> : <JsonView />}
        {mode.value === "form" && form.members.length > 0 && start.value?.has_texts === false && (
          <p class="form-texts ui-help">{t(texts.noTexts)} <code>tc3 catalog texts --from WHEEL</code></p>
        )}
      </div>
      <FindingBar />
    </form>
  );
}

/** The number of the action that last got the focus. */
let focused = 0;

/** An action that was just opened has its first required empty input ready. On a touch screen
 *  this would only open the keyboard. */
function focusFirstEmpty(): void {
  // A form that is drawn again after another view leaves the focus alone.
  if (opened.peek() === focused || globalThis.matchMedia("(pointer: coarse)").matches) return;
  focused = opened.peek();
  requestAnimationFrame(() => {
    // Where nothing is left to fill in, the keyboard still comes to the form.
    const found = [".form-body [data-required-empty]", ".form-body :is(.form-row input, .form-row textarea, .form-add)", "#form"]
      .map((selector) => document.querySelector<HTMLElement>(selector))
      .find((element) => element !== null);
    found?.focus({ preventScroll: true });
  });
}
