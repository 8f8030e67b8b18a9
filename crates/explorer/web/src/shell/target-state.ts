// Where calls go, and what may be sent there.

import { computed, effect } from "@preact/signals";

import { action, changesAllowedUntil, destination, isAway, preview, target } from "../state";
import { announce } from "../ui/announce";
import { t } from "../ui/copy";
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
  return (kind === "custom" ? endpoint : target.value?.url) ?? "";
});

/** Says where calls go now. A permission for changes ends with the target that it was given
 *  for, or when its time is over. */
export function startTarget(): void {
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
