// The calls that were sent, and which of them are shown.

import { signal } from "@preact/signals";

import type { CompareResponse, HistoryEntry, HistoryResponse, HistoryRow, PasteResponse } from "../api";
import { post } from "../client";
import { openCall } from "../form/open";
import { report } from "../shell/load";
import { language } from "../state";
import { fill } from "../ui/copy";
import { toast } from "../ui/toast";
import { texts } from "./copy";
import { saveCall } from "./files";

export const rows = signal<HistoryRow[]>([]);
export const path = signal<string | null>(null);
/** Ids of at most two rows, in the order in which they were ticked. */
export const ticked = signal<number[]>([]);
export const entry = signal<HistoryEntry | null>(null);
export const comparison = signal<CompareResponse | null>(null);

/** Of three ticks the oldest goes: two can be compared. */
export function tick(id: number): void {
  const others = ticked.value.filter((one) => one !== id);
  ticked.value = others.length < ticked.value.length ? others : [...others, id].slice(-2);
  void show();
}

export async function load(): Promise<void> {
  await attempt(async () => {
    const reply = await post<HistoryResponse>("history", { language: language.value });
    rows.value = reply.rows;
    path.value = reply.path;
    ticked.value = ticked.value.filter((id) => reply.rows.some((row) => row.id === id));
    await show();
  });
}

/** Older first: what changed between the two. */
export function inOrder(ids: number[]): [number, number] | null {
  const [one, other] = ids;
  return one === undefined || other === undefined ? null : [Math.min(one, other), Math.max(one, other)];
}

async function show(): Promise<void> {
  const [id] = ticked.value;
  const pair = inOrder(ticked.value);
  await attempt(async () => {
    const ids = ticked.value;
    const found = id === undefined ? null : await read(pair?.[1] ?? id);
    const compared = pair && await post<CompareResponse>("history/compare", {
      language: language.value, older: pair[0], newer: pair[1],
    });
    if (ids !== ticked.value) return;
    entry.value = found;
    comparison.value = compared;
  });
}

export function read(id: number): Promise<HistoryEntry> {
  return post<HistoryEntry>("history/entry", { language: language.value, id });
}

export async function clear(): Promise<void> {
  await attempt(async () => {
    await post("history/clear", { language: language.value });
    ticked.value = [];
    await load();
  });
}

/** Each call as a file. */
export async function exportTicked(): Promise<void> {
  await attempt(async () => {
    const calls = (await Promise.all(ticked.value.map(read))).map((one) => one.call);
    for (const call of calls) saveCall(call);
  });
}

export async function importFile(file: File): Promise<void> {
  await attempt(async () => {
    const text = await file.text();
    const { call } = await post<PasteResponse>("paste", { language: language.value, text });
    await openCall(call);
    toast({ text: fill(texts.imported, file.name) });
  });
}

export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(error);
  }
}

