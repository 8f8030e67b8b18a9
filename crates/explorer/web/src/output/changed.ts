import type { SignedRequest, Step } from "../api";

/** Numbers of the steps whose text differs. Nothing to compare with: none. */
export function changedSteps(before: SignedRequest | null, after: SignedRequest | null): number[] {
  if (!before || !after || before.scheme !== after.scheme) return [];
  return after.steps
    .filter((step) => {
      const old = before.steps.find((one) => one.id === step.id);
      return old !== undefined && textOf(old) !== textOf(step);
    })
    .map((step) => step.number);
}

/** The key chain of an account is hidden: its formulas and summary still say what it is of. */
function textOf(step: Step): string {
  return JSON.stringify([step.summary, step.lines.map(({ text, formula }) => [text, formula])]);
}
