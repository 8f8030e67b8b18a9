// What Explain shows: the text survives a change of the view and a reload of the tab.

import { effect, signal } from "@preact/signals";

import type { ExplainResponse } from "../api";
import { post, RequestError } from "../client";
import { language, toExplain } from "../state";
import { report } from "../shell/load";

const key = "tc3-explain";
/** A request that is judged 300 ms after the last keystroke. */
const pause = 300;

export const text = signal(kept());
/** Seconds since 1970 of the server; null: the request's own time. */
export const at = signal<number | null>(null);
export const result = signal<ExplainResponse | null>(null);
export const isChecking = signal(false);

function kept(): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

let newest = 0;

async function check(request: { text: string; at?: number }): Promise<void> {
  const mine = ++newest;
  isChecking.value = true;
  try {
    const found = await post<ExplainResponse>("explain", { language: language.value, ...request });
    if (mine === newest) result.value = found;
  } catch (error) {
    if (mine === newest && error instanceof RequestError) report(error);
  } finally {
    if (mine === newest) isChecking.value = false;
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
  try {
    sessionStorage.setItem(key, request.text);
  } catch {
    // Storage can be switched off, or the text too large; the page works without it.
  }
  if (!request.text.trim()) {
    newest += 1;
    result.value = null;
    isChecking.value = false;
    return;
  }
  const timer = setTimeout(() => void check(request), pause);
  return () => clearTimeout(timer);
});
