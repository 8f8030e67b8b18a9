// The calls that were sent, and which of them are shown.

import { batch, signal } from "@preact/signals";

import type { CompareResponse, HistoryEntry, HistoryResponse, HistoryRow } from "../api";
import { post } from "../client";
import { report } from "../shell/load";
import { language } from "../state";
import { saveCalls } from "./files";
import { inOrder, ticked as toggled } from "./ticks";

export const rows = signal<HistoryRow[]>([]);
/** Whether the rows were read: before, there is nothing to say of them. */
export const isLoaded = signal(false);
export const path = signal<string | null>(null);
/** Ids of at most two rows, in the order in which they were ticked. */
export const ticked = signal<number[]>([]);
export const entry = signal<HistoryEntry | null>(null);
export const comparison = signal<CompareResponse | null>(null);

export function tick(id: number): void {
  ticked.value = toggled(ticked.value, id);
  void show();
}

/** Shows one call alone. */
export function choose(id: number): void {
  ticked.value = [id];
  void show();
}

export async function load(): Promise<void> {
  await attempt(async () => {
    const reply = await post<HistoryResponse>("history", { language: language.value });
    batch(() => {
      rows.value = reply.rows;
      path.value = reply.path;
      isLoaded.value = true;
      ticked.value = ticked.value.filter((id) => reply.rows.some((row) => row.id === id));
    });
    await show();
  });
}

async function show(): Promise<void> {
  const ids = ticked.value;
  const pair = inOrder(ids);
  const id = pair?.[1] ?? ids[0];
  await attempt(async () => {
    const [found, compared] = await Promise.all([
      id === undefined ? null : read(id),
      pair && post<CompareResponse>("history/compare", {
        language: language.value, older: pair[0], newer: pair[1],
      }),
    ]);
    // Another row was ticked meanwhile.
    if (ids !== ticked.value) return;
    batch(() => {
      entry.value = found;
      comparison.value = compared;
    });
  });
}

function read(id: number): Promise<HistoryEntry> {
  return post<HistoryEntry>("history/entry", { language: language.value, id });
}

export async function clear(): Promise<void> {
  await attempt(async () => {
    await post("history/clear", { language: language.value });
    ticked.value = [];
    await load();
  });
}

/** Each ticked call as a file. */
export async function exportTicked(): Promise<void> {
  await attempt(async () => {
    const entries = await Promise.all(ticked.value.map(read));
    saveCalls(entries.map((one) => one.call));
  });
}

export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(error);
  }
}
