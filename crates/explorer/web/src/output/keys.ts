// Keys of the output outside of inputs: lines and steps.

import { hasSingleKeys } from "../shell/settings";
import { action, isExpanded, tab, view } from "../state";
import { lineId, moveChoice, request, spot } from "./choice";
import { openStep } from "./open-step";

/** Arrows choose lines where lines are in view, and digits open steps. They belong to the page
 *  while nothing has the focus, and to the lines while one of them has it. */
export function startKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (view.peek() !== "explore" || !action.peek() || document.querySelector("dialog[open], :popover-open")) return;
    if (onDigit(event) || onArrow(event)) event.preventDefault();
  };
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

function onDigit({ key, target }: KeyboardEvent): boolean {
  if (!hasSingleKeys.peek() || !/^[1-6]$/.test(key) || isInput(target)) return false;
  const number = Number(key);
  if (!request.peek()?.steps.some((step) => step.number === number)) return false;
  openStep(number);
  return true;
}

function onArrow({ key, target }: KeyboardEvent): boolean {
  if (!key.startsWith("Arrow") || !isFree(target) || !hasLines() || !moveChoice(key)) return false;
  showChoice(target);
  return true;
}

function isInput(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

/** Other things with the focus have arrows for themselves. */
function isFree(target: EventTarget | null): boolean {
  return target === document.body
    || (target instanceof HTMLElement && target.matches(".output-line, .output-scroll, .output-step"));
}

function hasLines(): boolean {
  return isExpanded.peek() || tab.peek() === "request" || tab.peek() === "signature";
}

function showChoice(target: EventTarget | null): void {
  const at = spot.peek();
  if (!at) return;
  // After the line is drawn as chosen.
  requestAnimationFrame(() => {
    const line = document.getElementById(lineId(at));
    line?.scrollIntoView({ block: "nearest" });
    if (target instanceof HTMLElement && target.matches(".output-line")) line?.focus({ preventScroll: true });
  });
}
