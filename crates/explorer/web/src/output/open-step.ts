import { tab } from "../state";

/** Shows a step in the Signature tab and moves the focus to it. */
export function openStep(number: number): void {
  tab.value = "signature";
  // The tab is drawn first.
  requestAnimationFrame(() => {
    const step = document.getElementById(`output-step-${number}`);
    step?.scrollIntoView({ block: "start" });
    step?.focus({ preventScroll: true });
  });
}
