// Keys of the form. They work while it is in view.

import { hasSingleKeys } from "../shell/settings";
import { showFinding } from "./findings";
import { toggleMode } from "./mode";
import { redoEdit, undoEdit } from "./model";

/** Undo and redo work in the fields of the form, too: one history for form and JSON. */
export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (event.key === "F8" && !isCommand) showFinding(event.shiftKey ? -1 : 1);
  else if (isCommand && isOwn(event.target) && key === "z") (event.shiftKey ? redoEdit : undoEdit)();
  else if (isCommand && isOwn(event.target) && key === "y" && !event.shiftKey) redoEdit();
  else if (!isCommand && key === "j" && hasSingleKeys.value && !isTyped(event.target)) toggleMode();
  else return;
  event.preventDefault();
}

function isTyped(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], :popover-open")) return true;
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

/** Whether a key there belongs to the form: not where other texts are typed. */
function isOwn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true;
  const isText = target.matches("input, textarea, [contenteditable]") || target.closest("dialog, [popover]") !== null;
  return !isText || target.closest(".form-body") !== null;
}
