import { computed, effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

export interface ToastText {
  text: string;
  /** A button inside: `Undo`. */
  action?: { label: string; run: () => void };
  /** Whether it still makes sense; it goes when the signals that this reads say no. */
  holds?: () => boolean;
}

const current = signal<(ToastText & { number: number }) | null>(null);
let number = 0;

/** Shows a toast for 6 s in place of the one before. */
export function toast(what: ToastText): void {
  number += 1;
  current.value = { ...what, number };
}

/** The toast that is shown. */
export const shownToast = computed(() => current.value);

effect(() => {
  if (current.value?.holds?.() === false) current.value = null;
});

/** Where the toast appears; the app mounts it once. */
export function ToastArea() {
  const shown = current.value;
  const [isHeld, hold] = useState(false);
  useEffect(() => {
    if (!shown || isHeld) return;
    const timer = setTimeout(() => { current.value = null; }, 6000);
    return () => clearTimeout(timer);
  }, [shown, isHeld]);
  // One that is replaced, or goes by itself, leaves no pointer and no focus behind.
  useEffect(() => hold(false), [shown?.number]);

  const close = () => { current.value = null; };
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <div
          key={shown.number}
          class="ui-toast"
          onMouseEnter={() => hold(true)}
          onMouseLeave={() => hold(false)}
          onFocusIn={() => hold(true)}
          onFocusOut={() => hold(false)}
          onKeyDown={(event) => { if (event.key === "Escape") close(); }}
        >
          <span>{shown.text}</span>
          {shown.action && (
            <button type="button" onClick={() => { close(); shown.action?.run(); }}>{shown.action.label}</button>
          )}
        </div>
      )}
    </div>
  );
}
