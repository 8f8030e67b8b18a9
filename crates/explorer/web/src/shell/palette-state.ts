// The query of the palette and its results: the newest reply wins.

import { computed, effect, signal } from "@preact/signals";

import type { ActionName, SearchGroup, SearchHit, SearchRequest, SearchResponse } from "../api";
import { post } from "../client";
import { action, language, start } from "../state";
import { report } from "./load";
import { distinct } from "./recent";

export const isPaletteOpen = signal(false);
export const query = signal("");
/** The only group that is shown, after "more". */
export const only = signal<SearchGroup["kind"] | null>(null);
/** The reply to `query`, or to the query before while that is on its way. */
export const found = signal<(SearchResponse & { query: string }) | null>(null);
/** Index of the chosen row among all rows. */
export const chosen = signal(0);

export function openPalette(text: string): void {
  query.value = text;
  only.value = null;
  found.value = null;
  chosen.value = 0;
  isPaletteOpen.value = true;
}

export interface PaletteGroup {
  kind: SearchGroup["kind"] | "favorites" | "recent" | "nearest";
  hits: SearchHit[];
  /** How many more there are. */
  more: number;
}

/** What the palette lists: favorites and recent until there are results. */
export const groups = computed<PaletteGroup[]>(() => {
  const reply = found.value;
  if (!query.value.trim() || !reply) return known();
  const shown = reply.groups.filter((group) => group.hits.length > 0 && (!only.value || group.kind === only.value));
  if (shown.length > 0) {
    return shown.map(({ kind, hits, total }) => ({ kind, hits, more: Math.max(0, total - hits.length) }));
  }
  return reply.nearest.length > 0 ? [{ kind: "nearest", hits: reply.nearest, more: 0 }] : [];
});

function known(): PaletteGroup[] {
  const favorites = start.value?.favorites.map(hitOf) ?? [];
  const recent = distinct(start.value?.recent ?? []).slice(0, 5);
  return [
    { kind: "favorites" as const, hits: favorites, more: 0 },
    { kind: "recent" as const, hits: recent.map((row) => ({ ...hitOf(row), class: row.class })), more: 0 },
  ].filter((group) => group.hits.length > 0);
}

function hitOf({ service, version, action }: ActionName): SearchHit {
  return {
    kind: "action", service, version, action, name: action, matches: [],
    title: null, title_en: null, class: null, deprecated: false,
  };
}

let newest: AbortController | null = null;

/** Searches at each keystroke; a search that a newer one has overtaken is dropped. */
export function startSearch(): void {
  effect(() => {
    const text = query.value;
    newest?.abort();
    if (!isPaletteOpen.value || !text.trim()) {
      newest = null;
      return;
    }
    const mine = new AbortController();
    newest = mine;
    const open = action.peek();
    const body: SearchRequest = {
      language: language.value, query: text, limit: only.value ? 50 : 5, ...(open && { open: open.service }),
    };
    post<SearchResponse>("search", body, mine.signal).then(
      (reply) => {
        if (newest !== mine) return;
        found.value = { ...reply, query: text };
        chosen.value = 0;
      },
      (error: unknown) => { if (!mine.signal.aborted) report(error); },
    );
  });
}
