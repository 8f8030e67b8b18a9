// What a screen reader says without a move of the focus.

import { signal } from "@preact/signals";

const polite = signal("");
const assertive = signal("");

export function announce(text: string, urgency: "polite" | "assertive" = "polite"): void {
  const region = urgency === "polite" ? polite : assertive;
  // The same text twice is spoken twice only if the region changes between.
  region.value = region.value === text ? `${text}\u00a0` : text;
}

/** The live regions; the app mounts them once. */
export function Announcer() {
  return (
    <>
      <div class="ui-hidden" role="status" aria-live="polite">{polite}</div>
      <div class="ui-hidden" role="alert" aria-live="assertive">{assertive}</div>
    </>
  );
}
