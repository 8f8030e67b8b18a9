// What Explain shows: the text survives a change of the view and a reload of the tab.

import { batch, computed, effect, signal } from "@preact/signals";

import type { ExplainResponse } from "../api";
import { post } from "../client";
import { language, toExplain } from "../state";
import { report } from "../shell/load";
import { announce } from "../ui/announce";
import { isKeepable } from "./keep";

const key = "tc3-explain";
/** A request is judged so many milliseconds after the last keystroke. */
const pause = 300;

export const text = signal(kept());
/** Seconds since 1970 of the server; null: the request's own time. */
export const at = signal<number | null>(null);
export const result = signal<ExplainResponse | null>(null);
/** Whether the result is on its way, and for how long: old values stay meanwhile. */
export const age = signal<"fresh" | "updating" | "slow">("fresh");

/** The text that `result` is about. */
const judged = signal("");
/** Offsets into an older text would mark anything. */
export const marks = computed(() => (result.value && judged.value === text.value ? result.value.marks : []));

export function clear(): void {
  batch(() => {
    text.value = "";
    at.value = null;
  });
}

function kept(): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keep(typed: string): void {
  try {
    if (isKeepable(typed)) sessionStorage.setItem(key, typed);
    else sessionStorage.removeItem(key);
  } catch {
    // Storage can be switched off, or the text too large; the page works without it.
  }
}

async function check(request: { text: string; at?: number }, stop: AbortSignal): Promise<void> {
  const timers = [
    setTimeout(() => { age.value = "updating"; }, 100),
    setTimeout(() => { age.value = "slow"; }, 2000),
  ];
  try {
    const found = await post<ExplainResponse>("explain", { language: language.peek(), ...request }, stop);
    if (stop.aborted) return;
    batch(() => {
      result.value = found;
      judged.value = request.text;
    });
    announce(found.title);
  } catch (error) {
    if (!stop.aborted) report(error);
  } finally {
    timers.forEach(clearTimeout);
    if (!stop.aborted) age.value = "fresh";
  }
}

effect(() => {
  if (toExplain.value === null) return;
  text.value = toExplain.value;
  toExplain.value = null;
});

effect(() => {
  const request = { text: text.value, ...(at.value === null ? {} : { at: at.value }) };
  // Texts of the result are in the language of the page.
  void language.value;
  keep(request.text);
  const stop = new AbortController();
  const isEmpty = !request.text.trim();
  if (isEmpty) {
    result.value = null;
    age.value = "fresh";
  }
  const timer = isEmpty ? undefined : setTimeout(() => void check(request, stop.signal), pause);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
});
