// Where calls go, and what may be sent there.

import { computed, effect, signal } from "@preact/signals";

import { action, changesAllowedUntil, destination, emulator, isAway, preview, target } from "../state";
import { announce } from "../ui/announce";
import { fill, t, type Text } from "../ui/copy";
import * as copy from "./copy";

const allowedFor = 10 * 60 * 1000;

/** Changes are allowed for a while, for this target and this page only. */
export function allowChanges(): void {
  changesAllowedUntil.value = Date.now() + allowedFor;
}

export function backToReadOnly(): void {
  changesAllowedUntil.value = 0;
}

/** Whether the action that is open is one that read-only refuses. The server decides; this
 *  words the button. */
export const isBlocked = computed(() => {
  const class_ = action.value?.class;
  const changes = class_ === "changes" || class_ === "deletes" || class_ === "charges";
  return isAway.value && changes && changesAllowedUntil.value === 0;
});

/** The address that the next call goes to: that of the newest preview, else of the target. */
export const address = computed(() => {
  const { target: kind, endpoint } = destination.value;
  if (preview.value?.url && action.value) return preview.value.url;
  const url = (kind === "custom" ? endpoint : target.value?.url) ?? "";
  // As a preview writes it.
  return URL.canParse(url) && new URL(url).pathname === "/" ? `${url.replace(/\/$/, "")}/` : url;
});

/** How far the emulator's clock is from this machine's, in seconds, when it was read. */
const offset = signal(0);

/** What the bar says of the emulator's clock while it is not the real time. */
export const clockNote = computed(() => {
  const clock = emulator.value?.clock;
  if (!clock || clock.real || destination.value.target !== "emulator") return null;
  if (clock.frozen) {
    return fill(copy.target.clockFrozen, new Date(clock.unix * 1000).toISOString().slice(11, 19));
  }
  const text = offset.value < 0 ? copy.target.clockSlow : copy.target.clockFast;
  return fill(text, span(Math.abs(offset.value)));
});

/** A length of time in its largest unit. */
export function span(seconds: number): string {
  const of = (count: number, unit: Text) => fill(unit, Math.round(count));
  if (seconds < 90) return of(seconds, copy.units.seconds);
  if (seconds < 90 * 60) return of(seconds / 60, copy.units.minutes);
  if (seconds < 36 * 3600) return of(seconds / 3600, copy.units.hours);
  return of(seconds / 86_400, copy.units.days);
}

/** Says where calls go now. A permission for changes ends with the target that it was given
 *  for, or when its time is over. */
export function startTarget(): void {
  effect(() => {
    if (emulator.value) offset.value = emulator.value.clock.unix - Date.now() / 1000;
  });
  let before = destination.peek();
  effect(() => {
    const now = destination.value;
    if (now === before) return;
    before = now;
    backToReadOnly();
    if (now.target === "cloud") announce(t(copy.target.isCloud), "assertive");
    else if (now.target === "emulator") announce(t(copy.target.isEmulator));
  });
  effect(() => {
    const until = changesAllowedUntil.value;
    if (until === 0) return;
    const timer = setTimeout(backToReadOnly, Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  });
}
