// Widths at which the layout changes, as signals. CSS has the same numbers.

import { signal, type ReadonlySignal } from "@preact/signals";

function media(query: string): ReadonlySignal<boolean> {
  const list = globalThis.matchMedia?.(query);
  const matches = signal(list?.matches ?? false);
  list?.addEventListener("change", () => { matches.value = list.matches; });
  return matches;
}

/** One column with a bar at the bottom. */
export const isPhone = media("(max-width: 599px)");
/** One column: the form or the output. */
export const isSingle = media("(max-width: 899px)");
/** Rows and controls are 44 px high. */
export const isTouch = media("(pointer: coarse), (max-width: 599px)");
/** The side list is a drawer. */
export const hasDrawer = media("(max-width: 1199px)");
/** The output shows the response beside its other tabs. */
export const isWide = media("(min-width: 2200px)");
