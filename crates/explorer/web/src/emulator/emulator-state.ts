// The state of the built-in emulator and its journal, followed while the view is open.

import { computed, signal } from "@preact/signals";

import type { AddImageRequest, ClockRequest, EmulatorState, JournalEntry, JournalResponse } from "../api";
import { post, RequestError } from "../client";
import { report } from "../shell/load";
import { emulator, language } from "../state";

export type Shown = "all" | "errors" | "diagnosed";

/** Newest first. */
export const entries = signal<JournalEntry[]>([]);
export const total = signal(0);
export const shown = signal<Shown>("all");
export const filter = signal("");
/** What the page keeps of the journal; the emulator keeps no more. */
const limit = 1000;

export const isError = (entry: JournalEntry): boolean => entry.code !== null;
export const isDiagnosed = (entry: JournalEntry): boolean => entry.causes.length > 0;

export const matching = computed(() => select(entries.value, shown.value, filter.value));

export function select(all: JournalEntry[], which: Shown, words: string): JournalEntry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((entry) => {
    if (which === "errors" && !isError(entry)) return false;
    if (which === "diagnosed" && !isDiagnosed(entry)) return false;
    const text = [entry.service, entry.action, entry.result, entry.key, entry.user_agent, ...entry.causes]
      .join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** Follows the journal until the returned function is called. */
export function follow(): () => void {
  const stop = new AbortController();
  void readJournal(stop.signal);
  void readState();
  const timer = setInterval(() => void readState(), 1000);
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}

async function readJournal(stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const after = entries.value[0]?.number ?? 0;
    try {
      const reply = await post<JournalResponse>("emulator/journal", { language: language.value, after }, stopped);
      take(reply, after);
    } catch (error) {
      if (stopped.aborted) return;
      report(error);
      // The banner says that the process is gone; a new one is asked now and then.
      await new Promise((resume) => setTimeout(resume, 2000));
    }
  }
}

function take(reply: JournalResponse, after: number): void {
  // Fewer entries than were seen: somebody has reset the emulator.
  const kept = reply.total < after ? [] : entries.value;
  total.value = reply.total;
  if (reply.entries.length || kept !== entries.value) {
    entries.value = [...reply.entries.toReversed(), ...kept].slice(0, limit);
  }
}

export async function readState(): Promise<void> {
  try {
    emulator.value = await post<EmulatorState>("emulator", { language: language.value });
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
  if (await change("emulator/reset", {})) {
    entries.value = [];
    total.value = 0;
  }
}

async function change(path: string, body: object): Promise<boolean> {
  try {
    emulator.value = await post<EmulatorState>(path, body);
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}
