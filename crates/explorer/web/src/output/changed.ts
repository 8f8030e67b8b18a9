import type { SignedRequest, Step } from "../api";

/** A step that an edit changed, and which of its lines, from 0. */
export interface ChangedStep {
  number: number;
  lines: number[];
}

/** The steps whose text differs. Nothing to compare with: none. */
export function changedSteps(before: SignedRequest | null, after: SignedRequest | null): ChangedStep[] {
  if (!before || !after || before.scheme !== after.scheme) return [];
  return after.steps.flatMap((step) => {
    const old = before.steps.find((one) => one.id === step.id);
    const lines = old ? changedLines(old, step) : [];
    return lines.length > 0 ? [{ number: step.number, lines }] : [];
  });
}

/** The key chain of an account is hidden: its formulas still say what it is made of. */
function changedLines(before: Step, after: Step): number[] {
  return after.lines.flatMap((line, index) => {
    const old = before.lines[index];
    return old?.text === line.text && old.formula === line.formula ? [] : [index];
  });
}
