// Keeps the preview in step with the form: 30 ms after the last change a request goes out,
// the newest reply wins, and a live clock asks once a second.

import type { Preview, PreviewRequest } from "../api";
import { post, RequestError } from "../client";
import {
  call, caret, destination, effect, frozenTime, isStale, language, preview, signal, view,
} from "../state";
import { changedSteps, type ChangedStep } from "./changed";

/** Which steps the last edit changed; `number` counts edits, so that a fade starts anew. */
export const lastEdit = signal<{ number: number; at: number; steps: ChangedStep[] }>({ number: 0, at: 0, steps: [] });
/** What the head of a section says about the age of what it shows. */
export const age = signal<"fresh" | "updating" | "slow">("fresh");
/** Why the newest preview has no reply, where the page as a whole does not say it. */
export const previewFailure = signal<string | null>(null);

const DELAY = 30;
const UPDATING = 100;
const SLOW = 2000;
/** An edit is previewed at the second that is shown, so that only the edit makes a
 *  difference. Older than this, a preview no longer stands for now. */
const RECENT = 1500;

type Inputs = Omit<PreviewRequest, "time" | "random">;

let inputs: Inputs | null = null;
let frozen: number | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let ageTimers: ReturnType<typeof setTimeout>[] = [];
let issued = 0;
let applied = 0;
let newest: Promise<void> = Promise.resolve();
const running = new Map<number, AbortController>();
/** The first request that carries an edit whose effect is not shown yet. */
let editedIn: number | null = null;
let isEdited = false;
let shown: { subject: string; at: number } | null = null;
let mayReuseRandom = true;

/** Follows the form until the returned function is called. */
export function startPreviewLoop(): () => void {
  const stop = effect(() => onChange(
    call.value && {
      call: call.value,
      destination: destination.value,
      language: language.value,
      ...(caret.value === null ? {} : { at: caret.value }),
    },
    frozenTime.value,
  ));
  const stopClock = startClock();
  return () => {
    stop();
    stopClock();
    clearTimeout(timer);
    timer = undefined;
    for (const one of running.values()) one.abort();
  };
}

/** The preview of what the form says now, or null where there is none. */
export async function newestPreview(): Promise<Preview | null> {
  if (!inputs) return null;
  if (timer !== undefined || isOld()) flush();
  for (let waited: Promise<void> | null = null; waited !== newest;) {
    waited = newest;
    await waited;
    if (timer !== undefined) flush();
  }
  return applied === issued ? preview.value : null;
}

/** Whether what the last edit changed still takes the color: a tab that is opened later shows
 *  no old edit as new. */
export function isFading(): boolean {
  return Date.now() - lastEdit.value.at < 2000;
}

/** After a call: the next preview takes another random number. */
export function renewRandom(): void {
  mayReuseRandom = false;
}

function onChange(next: Inputs | null, time: number | null): void {
  // Neither the caret nor the language is an edit. Live again is the clock's doing.
  const isEdit = next?.call !== inputs?.call || next?.destination !== inputs?.destination
    || (time !== null && time !== frozen);
  inputs = next;
  frozen = time;
  clearTimeout(timer);
  timer = undefined;
  if (!next) {
    preview.value = null;
    lastEdit.value = { ...lastEdit.peek(), steps: [] };
    settle();
    return;
  }
  isEdited ||= isEdit;
  isStale.value = true;
  watchAge();
  timer = setTimeout(flush, DELAY);
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  newest = request();
}

async function request(): Promise<void> {
  if (!inputs) return;
  const number = ++issued;
  const asked = inputs;
  if (isEdited) editedIn ??= number;
  const wasEdited = isEdited;
  isEdited = false;
  const subject = subjectOf(asked);
  const before = shown?.subject === subject ? preview.peek() : null;
  const time = frozen ?? (before && wasEdited && !isOld() ? before.time : null);
  const abort = new AbortController();
  running.set(number, abort);
  try {
    const reply = await post<Preview>("preview", {
      ...asked,
      ...(time === null ? {} : { time }),
      ...(before && mayReuseRandom ? { random: before.random } : {}),
    } satisfies PreviewRequest, abort.signal);
    mayReuseRandom = true;
    if (number > applied) show(number, subject, reply);
  } catch (error) {
    if (number === issued && !abort.signal.aborted) fail(error);
  } finally {
    running.delete(number);
  }
}

function show(number: number, subject: string, reply: Preview): void {
  applied = number;
  for (const [older, abort] of running) if (older < number) abort.abort();
  const before = preview.peek();
  if (editedIn !== null && editedIn <= number) {
    editedIn = null;
    const isSame = shown?.subject === subject;
    lastEdit.value = {
      number: lastEdit.peek().number + 1,
      at: Date.now(),
      steps: isSame ? changedSteps(before?.request ?? null, reply.request) : [],
    };
  }
  shown = { subject, at: Date.now() };
  preview.value = reply;
  previewFailure.value = null;
  if (number === issued && timer === undefined) settle();
}

function fail(error: unknown): void {
  const isForAll = error instanceof RequestError && (error.isGone || error.isStale);
  previewFailure.value = isForAll ? null : error instanceof Error ? error.message : String(error);
}

/** The live clock. It waits while a request is running, so that an edit is always compared
 *  with the same second. */
function startClock(): () => void {
  let beats = 0;
  let next: ReturnType<typeof setTimeout>;
  const beat = () => {
    next = setTimeout(beat, 1000 - (Date.now() % 1000));
    beats += 1;
    const isIdle = timer === undefined && running.size === 0;
    const isHidden = typeof document !== "undefined" && document.hidden;
    if (frozen !== null || !isIdle || isHidden || view.peek() !== "explore") return;
    // What failed is tried again, but not every second.
    if (applied !== issued && beats % 5 !== 0) return;
    flush();
  };
  next = setTimeout(beat, 1000 - (Date.now() % 1000));
  return () => clearTimeout(next);
}

function watchAge(): void {
  if (ageTimers.length > 0) return;
  ageTimers = [
    setTimeout(() => { age.value = "updating"; }, UPDATING),
    setTimeout(() => { age.value = "slow"; }, SLOW),
  ];
}

function settle(): void {
  ageTimers.forEach(clearTimeout);
  ageTimers = [];
  age.value = "fresh";
  isStale.value = false;
}

function isOld(): boolean {
  return frozen === null && (shown === null || Date.now() - shown.at > RECENT);
}

/** What a comparison of two previews makes sense within: another target is no edit. */
function subjectOf({ call, destination: { target, endpoint } }: Inputs): string {
  return [call.service, call.version, call.action, call.scheme, target, endpoint].join(" ");
}
