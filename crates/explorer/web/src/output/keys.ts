// Keys of the output outside of inputs: lines, steps, the expanded view.

import { action, isExpanded, tab, view } from "../state";
import { lineId, moveChoice, request, spot } from "./choice";
import { openStep } from "./open-step";

/** What a key does here; null: nothing. */
export function commandOf(key: string): { step: number } | { move: string } | "expand" | null {
  if (/^[1-6]$/.test(key)) return { step: Number(key) };
  if (key.startsWith("Arrow")) return { move: key };
  return key === "e" ? "expand" : null;
}

/** Arrows choose lines where lines are in view. They belong to the page while nothing has the
 *  focus, and to the lines while one of them has it. */
export function startKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (view.peek() !== "explore" || !action.peek()) return;
    const command = commandOf(event.key);
    const move = command !== null && typeof command === "object" && "move" in command ? command.move : null;
    if (move === null || !isFree(event.target) || !hasLines() || !moveChoice(move)) return;
    event.preventDefault();
    showChoice(event.target);
  };
  document.addEventListener("keydown", onKeyDown);
  return () => document.removeEventListener("keydown", onKeyDown);
}

/** Keys of a single letter or digit, for the page's keyboard map. */
export function onOutputKey(key: string): boolean {
  const command = commandOf(key);
  if (command === "expand") {
    if (!isExpanded.peek()) tab.value = "signature";
    isExpanded.value = !isExpanded.peek();
    return true;
  }
  if (command === null || !("step" in command)) return false;
  if (!request.peek()?.steps.some((step) => step.number === command.step)) return false;
  openStep(command.step);
  return true;
}

function isFree(target: EventTarget | null): boolean {
  return target === document.body
    || (target instanceof HTMLElement && (target.matches(".output-line, .output-scroll, .output-step")));
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
