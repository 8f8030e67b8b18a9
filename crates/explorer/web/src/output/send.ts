// Sends the call of the form: the one way for the button, Ctrl+Enter and "Send again".

import type { Call, Destination, SendRequest, SendResponse } from "../api";
import { post } from "../client";
import {
  action, call, changesAllowedUntil, destination, effect, isAway, language, pane, sending, sent, signal, tab, target,
} from "../state";
import { backToReadOnly, isBlocked } from "../shell/target-state";
import { announce } from "../ui/announce";
import { t } from "../ui/copy";
import { ask, type Reply } from "./confirm-state";
import { responseTexts } from "./copy";
import { newestPreview, renewRandom } from "./preview-loop";
import { attemptsOf, resultWord } from "./result";
import { needsConfirmation } from "./send-rules";

/** Why a call has no result at all; shown in its place. */
export const sendFailure = signal<
  { kind: "canceled" } | { kind: "read_only" } | { kind: "failed"; message: string } | null
>(null);

/** What was sent last of each action, so that another action can be looked at meanwhile. */
const kept = new Map<string, SendResponse>();
/** Actions that cost money per call and were confirmed in this run. */
const paidFor = new Set<string>();
let isBusy = false;

/** Sends what the newest preview shows. The focus stays where it is; Response is selected. */
export async function sendCall(): Promise<void> {
  if (isBusy || !call.peek()) return;
  if (target.peek()?.key === null) {
    // The tab says why there is no request, and what to do.
    tab.value = "request";
    pane.value = "output";
    return;
  }
  isBusy = true;
  try {
    let where = destination.peek();
    const name = subject(call.peek());
    const given = await permission();
    if (given.reply === "cancel") return;
    if (given.reply === "emulator") {
      where = { target: "emulator" };
      destination.value = where;
    }
    const confirmed = given.isConfirmed ? call.peek() : null;
    const shown = await newestPreview();
    const of = call.peek();
    // The permission is for this action and target, and a confirmation for this very call.
    // Somebody who has gone on sends nothing.
    if (confirmed && of !== confirmed) return;
    if (of && destination.peek() === where && subject(of) === name) await send(of, where, shown, given.isConfirmed);
  } finally {
    isBusy = false;
  }
}

/** Cancels the call that is being sent. */
export function cancelCall(): void {
  sending.peek()?.cancel();
}

/** Whether the call may go where it is to go, after asking if need be. */
async function permission(): Promise<{ reply: Reply; isConfirmed: boolean }> {
  const kind = action.peek()?.class ?? "reads";
  // A timer stands still while the machine sleeps.
  if (changesAllowedUntil.peek() <= Date.now()) backToReadOnly();
  if (isBlocked.peek()) {
    sendFailure.value = { kind: "read_only" };
    showResponse();
    return { reply: "cancel", isConfirmed: false };
  }
  if (!needsConfirmation(kind, isAway.peek())) return { reply: "send", isConfirmed: false };
  const name = subject(call.peek());
  if (kind === "reads-paid" && paidFor.has(name)) return { reply: "send", isConfirmed: true };
  // The dialog lists the findings of the newest preview.
  await newestPreview();
  const before = call.peek();
  let reply = await ask(kind);
  // Such as by a file that was read meanwhile: what the dialog began with is gone.
  if (call.peek() !== before) reply = "cancel";
  if (reply === "send" && kind === "reads-paid") paidFor.add(name);
  return { reply, isConfirmed: reply === "send" };
}

async function send(
  of: Call, where: Destination, shown: { time: number; random: number } | null, isConfirmed: boolean,
): Promise<void> {
  const abort = new AbortController();
  sending.value = { since: Date.now(), cancel: () => abort.abort() };
  sendFailure.value = null;
  showResponse();
  try {
    const result = await post<SendResponse>("send", {
      language: language.peek(), call: of, destination: where,
      // What was shown is what goes out.
      ...(shown && { time: shown.time, random: shown.random }),
      ...(isConfirmed && { allow_changes: changesAllowedUntil.peek() > Date.now(), confirmed: of.action }),
    } satisfies SendRequest, abort.signal);
    kept.set(subject(of), result);
    if (subject(call.peek()) === subject(of)) sent.value = result;
    announce(`${resultWord(result)}, ${attemptsOf(result)}`);
  } catch (error) {
    const isCanceled = abort.signal.aborted;
    sendFailure.value = isCanceled
      ? { kind: "canceled" }
      : { kind: "failed", message: error instanceof Error ? error.message : String(error) };
    announce(t(isCanceled ? responseTexts.canceled : responseTexts.failed));
  } finally {
    sending.value = null;
    renewRandom();
  }
}

/** The tab, and where there is one column, the output. */
function showResponse(): void {
  tab.value = "response";
  pane.value = "output";
}

/** Shows what was sent last of the action that is open. */
export function followAction(): () => void {
  let before = "";
  return effect(() => {
    const now = subject(call.value);
    if (now === before) return;
    before = now;
    sendFailure.value = null;
    sent.value = kept.get(now) ?? null;
  });
}

function subject(of: Call | null): string {
  return of ? `${of.service} ${of.version} ${of.action}` : "";
}
