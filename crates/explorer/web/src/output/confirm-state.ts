// The question before a call, as a promise.

import type { ActionClass } from "../api";
import { signal } from "../state";

export type Reply = "send" | "cancel" | "emulator";

/** The class of the call that is being asked about. */
export const asked = signal<ActionClass | null>(null);
let settle: (reply: Reply) => void = () => {};

export function ask(kind: ActionClass): Promise<Reply> {
  settle("cancel");
  asked.value = kind;
  return new Promise((resolve) => { settle = resolve; });
}

export function reply(chosen: Reply): void {
  asked.value = null;
  settle(chosen);
}
