// Opening an action: all parts of the page that lead to a form go through here.

import { batch, signal } from "@preact/signals";

import type { ActionForm, ActionName, Call } from "../api";
import { post } from "../client";
import { action, call, caret, effect, language, preview, sent, view } from "../state";
import { loadDraft, saveDraft } from "./draft";
import { folds } from "./folds";
import { JsonError } from "./json";
import { noteReplaced, read, type Reading, valid } from "./model";

/** Counts the actions that were opened: the form moves the focus when it grows. */
export const opened = signal(0);

let newest: AbortController | null = null;

/** Opens the form of an action with what was typed before, else with its skeleton. The newest
 *  of several wins. Throws a `RequestError`, and leaves the open form as it is. */
export async function openAction(name: Omit<ActionName, "version"> & { version?: string }): Promise<void> {
  const form = await fetchForm(name);
  if (!form) return;
  save();
  const draft = loadDraft(form);
  show(form, draft?.call ?? fresh(form), draft?.valid);
}

/** Opens the form filled with a call, of a link, a paste, a file or the history. */
export async function openCall(wanted: Call): Promise<void> {
  const form = await fetchForm(wanted);
  if (!form) return;
  save();
  const draft = loadDraft(form);
  show(form, { ...wanted, service: form.service, version: form.version }, draft?.valid);
  const before = draft?.call;
  if (before && before.input !== wanted.input) noteReplaced({ input: before.input, octets: before.octets });
}

/** Back to the start screen. What was typed is kept. */
export function closeAction(): void {
  newest?.abort();
  save();
  batch(() => {
    action.value = null;
    call.value = null;
    view.value = "explore";
  });
}

/** Asks for the form again, in another language, and keeps the call. */
export async function reopenAction(): Promise<void> {
  const now = call.peek();
  const form = now && (await fetchForm(now));
  if (form) action.value = form;
}

function fresh(form: ActionForm): Call {
  return {
    service: form.service,
    version: form.version,
    action: form.action,
    input: form.skeleton,
    language: language.peek(),
    scheme: "TC3-HMAC-SHA256",
    method: "POST",
  };
}

async function fetchForm(name: Omit<ActionName, "version"> & { version?: string }): Promise<ActionForm | null> {
  newest?.abort();
  const mine = new AbortController();
  newest = mine;
  const { service, version, action } = name;
  try {
    const body = { language: language.peek(), service, action, ...(version ? { version } : {}) };
    const form = await post<ActionForm>("action", body, mine.signal);
    return newest === mine ? form : null;
  } catch (error) {
    if (mine.signal.aborted) return null;
    throw error;
  }
}

function show(form: ActionForm, next: Call, lastValid: string | undefined): void {
  // The model follows a text that changes. This one may be the same as before: it is set here.
  const readable = [next.input, lastValid ?? "{}"].map(read).find((one): one is Reading => !(one instanceof JsonError));
  batch(() => {
    if (!isSame(form, call.peek())) {
      preview.value = null;
      sent.value = null;
      folds.value = new Map();
    }
    if (readable) valid.value = readable;
    caret.value = null;
    action.value = form;
    call.value = next;
    view.value = "explore";
    opened.value += 1;
  });
}

function isSame(one: ActionName, other: ActionName | null): boolean {
  return one.service === other?.service && one.version === other.version && one.action === other.action;
}

// A draft is written when typing pauses, and at the latest when the page goes.
let timer: ReturnType<typeof setTimeout> | undefined;

function save(): void {
  clearTimeout(timer);
  const now = call.peek();
  if (now) saveDraft(now, valid.peek().text);
}

effect(() => {
  if (!call.value) return;
  clearTimeout(timer);
  timer = setTimeout(save, 300);
});
if (typeof addEventListener === "function") addEventListener("pagehide", save);
