// The chosen line: one at a time, in the request or in the walk.

import type { SignedRequest } from "../api";
import { call, caret, computed, effect, preview, signal } from "../state";
import { follow, neighbor, originOf, spotOf, tiesOf, type Spot } from "./ties";

export const chosen = signal<Spot | null>(null);
/** Where → came from, for ←. */
let trail: Spot[] = [];

/** The request of the newest preview. */
export const request = computed<SignedRequest | null>(() => preview.value?.request ?? null);
export const spot = computed(() => request.value && spotOf(request.value, chosen.value));
export const ties = computed(() => request.value && tiesOf(request.value, spot.value));

/** The last gesture counts: moving the caret or opening another action ends a choice. */
export function startChoice(): () => void {
  let before: string | null = null;
  return effect(() => {
    const now = `${call.value?.service} ${call.value?.action} ${call.value?.scheme} ${call.value?.method} ${caret.value}`;
    if (before !== null && before !== now) choose(null);
    before = now;
  });
}

export function choose(next: Spot | null): void {
  trail = [];
  chosen.value = next;
}

/** Carries out an arrow key; false: it leads nowhere. */
export function moveChoice(key: string): boolean {
  const of = request.peek();
  const from = spot.peek();
  if (!of) return false;
  if (key === "ArrowUp" || key === "ArrowDown") {
    choose(neighbor(of, from, key === "ArrowDown" ? 1 : -1));
    return true;
  }
  if (!from) return false;
  const to = key === "ArrowRight" ? follow(of, from) : trail.at(-1) ?? originOf(of, from);
  if (!to) return false;
  trail = key === "ArrowRight" ? [...trail, from] : trail.slice(0, -1);
  chosen.value = to;
  return true;
}

export function lineId(of: Spot): string {
  return `output-${of.pane}-${of.line}`;
}
