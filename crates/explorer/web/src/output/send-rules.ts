// When a call that leaves this machine needs a permission or a question first. The server
// refuses without them, too; these rules only ask in time.

import type { ActionClass } from "../api";

/** Whether the call may not be sent before changes are allowed. */
export function isReadOnly(kind: ActionClass, isAway: boolean, allowedUntil: number, now: number): boolean {
  return isAway && kind !== "reads" && kind !== "reads-paid" && allowedUntil <= now;
}

/** Whether a dialog is to be confirmed. */
export function needsConfirmation(kind: ActionClass, isAway: boolean): boolean {
  return isAway && kind !== "reads";
}

/** What is irreversible or costs money is confirmed by its name. */
export function needsName(kind: ActionClass): boolean {
  return kind === "deletes" || kind === "charges";
}
