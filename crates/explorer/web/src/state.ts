// What several parts of the page share. A part keeps the rest of its state itself.

import { computed, effect, signal } from "@preact/signals";

import type {
  ActionForm, Call, Destination, EmulatorState, Language, Preview, SendResponse, SnippetForm, Start,
} from "./api";

export type View = "explore" | "explain" | "emulator" | "history";
export type OutputTab = "request" | "signature" | "code" | "response";

/** A response with what it is the response to. */
export interface Sent {
  result: SendResponse;
  call: Call;
  destination: Destination;
  /** Of the host, as the preview had it. */
  url: string;
  /** Unix milliseconds. */
  at: number;
}

export const view = signal<View>("explore");
export const language = signal<Language>("en-US");
export const start = signal<Start | null>(null);

/** The action that is open, and the call that the form describes. */
export const action = signal<ActionForm | null>(null);
export const call = signal<Call | null>(null);
export const destination = signal<Destination>({ target: "emulator" });
/** Where the caret is: a JSON pointer into the input. */
export const caret = signal<string | null>(null);
/** Seconds since 1970 while the time is frozen, else null. */
export const frozenTime = signal<number | null>(null);

/** The newest preview of `call`; `isStale` while a newer one is on its way. */
export const preview = signal<Preview | null>(null);
export const isStale = signal(false);

export const tab = signal<OutputTab>("request");
/** Which of the two is in view where there is room for one column only. */
export const pane = signal<"form" | "output">("form");
export const isExpanded = signal(false);
export const snippetForm = signal<SnippetForm>("rust");

export const sending = signal<{ since: number; cancel: () => void } | null>(null);
/** What was sent last of the open action. */
export const sent = signal<Sent | null>(null);

/** The newest state of the built-in emulator that was read: its clock stands in the target bar. */
export const emulator = signal<EmulatorState | null>(null);

/** Text that Explain is to show, set by a paste or a journal entry. */
export const toExplain = signal<string | null>(null);

/** Unix milliseconds until which changes on the real cloud are allowed; 0: read-only. */
export const changesAllowedUntil = signal(0);

export const target = computed(() =>
  start.value?.targets.find((one) => one.kind === destination.value.target) ?? null);

/** Whether the target is the real cloud, or a custom endpoint of another machine. */
export const isAway = computed(() => {
  const { target, endpoint } = destination.value;
  return target === "cloud" || (target === "custom" && !isLoopback(endpoint ?? ""));
});

/** Whether a host or URL names this machine. The server decides for itself; the page only
 *  words its bar. */
export function isLoopback(endpoint: string): boolean {
  const url = URL.parse(endpoint.includes("://") ? endpoint : `http://${endpoint}`);
  const host = url?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}

export { computed, effect, signal };
