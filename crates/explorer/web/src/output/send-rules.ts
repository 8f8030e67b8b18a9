// When a call that leaves this machine needs a question first. The server refuses without a
// confirmation, too; these rules only ask in time.

import type { ActionClass } from "../api";

/** Whether a dialog is to be confirmed. */
export function needsConfirmation(kind: ActionClass, isAway: boolean): boolean {
  return isAway && kind !== "reads";
}

/** What is irreversible or costs money is confirmed by its name. */
export function needsName(kind: ActionClass): boolean {
  return kind === "deletes" || kind === "charges";
}
