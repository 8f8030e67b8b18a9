// What the server says at the start, and again when it may have changed.

import type { EmulatorState, Start } from "../api";
import { post, RequestError } from "../client";
import { emulator, language, start } from "../state";
import { toast } from "../ui/toast";

let newest = 0;

/** Reads targets, recents, favorites and examples; the newest reply wins. */
export async function loadStart(): Promise<void> {
  newest += 1;
  const mine = newest;
  try {
    const reply = await post<Start>("start", { language: language.value });
    if (mine === newest) start.value = reply;
  } catch (error) {
    report(error);
  }
}

/** Reads the emulator's clock, which the target bar names while it is not the real time. Where
 *  it cannot be read, nothing is said of it. */
export async function loadEmulator(): Promise<void> {
  emulator.value = await post<EmulatorState>("emulator", { language: language.value }).catch(() => null);
}

/** Says why a request failed, unless a banner says it: the process has ended, the link is old. */
export function report(error: unknown): void {
  if (error instanceof RequestError && !error.isGone && !error.isStale) toast({ text: error.message });
  else if (!(error instanceof RequestError)) console.error(error);
}
