// Which service the side list shows, and its actions.

import { computed, effect, signal } from "@preact/signals";

import type { Service } from "../api";
import { post } from "../client";
import { action, language, start } from "../state";
import { report } from "./load";

export const isDrawerOpen = signal(false);

/** Chosen by hand, until an action of another service is opened. */
export const chosenService = signal<{ service: string; version?: string } | null>(null);
export const service = signal<Service | null>(null);

const wanted = computed(() => {
  const first = start.value?.recent[0] ?? start.value?.examples[0]?.call;
  const one = chosenService.value ?? action.value ?? first;
  return one ? { service: one.service, version: one.version } : null;
});

let newest: AbortController | null = null;

/** Reads the actions of the service that is shown whenever it changes. */
export function startSideList(): void {
  effect(() => {
    if (action.value) chosenService.value = null;
  });
  effect(() => {
    const body = wanted.value && { language: language.value, ...wanted.value };
    if (!body || isShown(body)) return;
    newest?.abort();
    const mine = new AbortController();
    newest = mine;
    post<Service>("service", body, mine.signal).then(
      (reply) => { if (newest === mine) service.value = reply; },
      (error: unknown) => { if (!mine.signal.aborted) report(error); },
    );
  });
}

// Titles come in both languages, so the list of one service serves both.
function isShown(body: { service: string; version?: string }): boolean {
  const shown = service.peek();
  return shown?.service === body.service && (!body.version || shown.version === body.version);
}
