import { t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { keyName } from "../ui/kbd";
import { form as texts } from "./copy";
import { isRequiredOnly, mode } from "./mode";
import { canRedo, canUndo, redoEdit, undoEdit } from "./model";

/** Form or JSON, "Required only", undo and redo. */
export function Toolbar() {
  return (
    <div class="form-tools">
      <div class="ui-segments" role="group" aria-label={t(texts.view)}>
        <button type="button" aria-pressed={mode.value === "form"} onClick={() => { mode.value = "form"; }}>
          {t(texts.form)}
        </button>
        <button type="button" aria-pressed={mode.value === "json"} onClick={() => { mode.value = "json"; }}>
          JSON
        </button>
      </div>
      {mode.value === "form" && (
        <label class="form-check">
          <input
            type="checkbox"
            class="ui-check"
            checked={isRequiredOnly.value}
            onChange={(event) => { isRequiredOnly.value = event.currentTarget.checked; }}
          />
          {t(texts.requiredOnly)} <span class="form-required" aria-hidden="true">*</span>
        </label>
      )}
      <span class="form-spring" />
      <button
        type="button"
        class="ui-icon-button"
        aria-label={t(texts.undo)}
        title={`${t(texts.undo)} · ${keyName("Ctrl Z")}`}
        disabled={!canUndo.value}
        onClick={undoEdit}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        class="ui-icon-button form-redo"
        aria-label={t(texts.redo)}
        title={`${t(texts.redo)} · ${keyName("Ctrl Shift Z")}`}
        disabled={!canRedo.value}
        onClick={redoEdit}
      >
        <Icon name="redo" />
      </button>
    </div>
  );
}
