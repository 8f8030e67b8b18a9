// Which entries of the journal are shown, and how their sentence is read.

import type { JournalEntry } from "../api";

export type Shown = "all" | "errors" | "diagnosed";

export const isError = (entry: JournalEntry): boolean => entry.code !== null;
/** `unknown` says that no known mistake was found. */
export const isCause = (name: string): boolean => name !== "unknown";
export const isDiagnosed = (entry: JournalEntry): boolean => entry.causes.some(isCause);

/** The entries of a kind that have all words, wherever they stand. */
export function select(all: JournalEntry[], which: Shown, words: string): JournalEntry[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((entry) => {
    if (which === "errors" && !isError(entry)) return false;
    if (which === "diagnosed" && !isDiagnosed(entry)) return false;
    if (wanted.length === 0) return true;
    const { service, action, result, code, key, user_agent, peer, causes } = entry;
    const text = [service, action, result, code, key, user_agent, peer, ...causes].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The first sentence, which names the cause, and the rest, which proves it. */
export function lead(sentence: string): [string, string] {
  // A full stop inside a name or number is followed by no space.
  const end = /[.!?](?=\s)|[。！？]/.exec(sentence);
  if (!end) return [sentence, ""];
  const at = end.index + end[0].length;
  return [sentence.slice(0, at), sentence.slice(at).trimStart()];
}

/** `14:05:31`, in UTC as the emulator's clock. */
export function timeInUtc(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(11, 19);
}
