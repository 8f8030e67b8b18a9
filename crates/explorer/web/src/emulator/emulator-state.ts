// The state of the built-in emulator and its journal, followed while the view is open.

import { computed, signal } from "@preact/signals";

import type { AddImageRequest, ClockRequest, EmulatorState, JournalResponse, JournalEntry } from "../api";
import { post, RequestError } from "../client";
import { report } from "../shell/load";
import { effect, emulator, language } from "../state";
import { select, type Shown } from "./select";
import { tell, tellNothing } from "./tell";

/** Newest first. */
export const entries = signal<JournalEntry[]>([]);
export const total = signal(0);
export const shown = signal<Shown>("all");
export const filter = signal("");
/** What the page keeps of the journal; the emulator keeps no more. */
const limit = 1000;

export const matching = computed(() => select(entries.value, shown.value, filter.value));

/** The request for entries that waits now; a reset ends it, since numbers start again. */
let round = new AbortController();

/** Follows emulator and journal until the returned function is called. */
export function follow(): () => void {
  const stop = new AbortController();
  let before = language.peek();
  const unwatch = effect(() => {
    if (language.value === before) return;
    before = language.value;
    // Sentences are in the language of the page.
    forget();
  });
  void readJournal(stop.signal);
  void readState();
  const timer = setInterval(() => { if (!document.hidden) void readState(); }, 1000);
  return () => {
    unwatch();
    stop.abort();
    clearInterval(timer);
    tellNothing();
  };
}

function forget(): void {
  entries.value = [];
  total.value = 0;
  round.abort();
}

async function readJournal(stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const mine = new AbortController();
    round = mine;
    const after = entries.value[0]?.number ?? 0;
    try {
      const signals = AbortSignal.any([stopped, mine.signal]);
      take(await post<JournalResponse>("emulator/journal", { language: language.value, after }, signals), after);
    } catch (error) {
      if (stopped.aborted) return;
      if (mine.signal.aborted) continue;
      report(error);
      // The banner says that the process is gone; a new one is asked now and then.
      await new Promise((resume) => setTimeout(resume, 2000));
    }
  }
}

function take(reply: JournalResponse, after: number): void {
  // Fewer entries than were seen: somebody has reset the emulator.
  const isReset = reply.total < after;
  total.value = reply.total;
  if (isReset) entries.value = [];
  if (reply.entries.length === 0) return;
  entries.value = [...reply.entries.toReversed(), ...entries.value].slice(0, limit);
  if (after > 0) tell(reply.entries.length);
}

let newest = 0;

export async function readState(): Promise<void> {
  const mine = ++newest;
  try {
    const state = await post<EmulatorState>("emulator", { language: language.value });
    // A change of the clock meanwhile has the newer state.
    if (mine === newest) emulator.value = state;
  } catch (error) {
    // The banner says it where the process is gone.
    if (!(error instanceof RequestError && error.isGone)) report(error);
  }
}

export async function changeClock(to: ClockRequest): Promise<void> {
  await change("emulator/clock", to);
}

export async function addImage(image: AddImageRequest): Promise<boolean> {
  return change("emulator/images", image);
}

export async function reset(): Promise<void> {
  if (await change("emulator/reset", {})) forget();
}

async function change(path: string, body: object): Promise<boolean> {
  try {
    const state = await post<EmulatorState>(path, body);
    newest += 1;
    emulator.value = state;
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}
