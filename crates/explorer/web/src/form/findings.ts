// The findings of the newest preview, one after the other.

import { signal } from "@preact/signals";

import { action, computed, effect } from "../state";
import { reveal } from "./folds";
import { byPointer, JsonError } from "./json";
import { mode } from "./mode";
import { findings, reading, valid } from "./model";

/** Where F8 stands; -1 before the first. */
const index = signal(-1);

effect(() => {
  void action.value;
  index.value = -1;
});

/** The finding that F8 shows next. */
export const next = computed(() => {
  const all = findings.value;
  return all[(index.value + 1) % Math.max(all.length, 1)] ?? null;
});

/** The range of the JSON view that is to be selected. */
export const selected = signal<{ start: number; end: number } | null>(null);

/** Shows the next finding, or the one before: opens what hides it and focuses its field. */
export function showFinding(by: 1 | -1): void {
  const all = findings.peek();
  if (all.length === 0) return;
  const at = index.peek() < 0 && by < 0 ? 0 : Math.min(index.peek(), all.length - 1);
  index.value = (at + by + all.length) % all.length;
  const finding = all[index.peek()];
  if (!finding) return;
  const now = reading.peek();
  if (now instanceof JsonError) {
    mode.value = "json";
    selected.value = { start: now.offset, end: now.offset + 1 };
  } else if (mode.peek() === "json") {
    selected.value = nearest(finding.pointer);
  } else {
    reveal(finding.pointer);
  }
}

/** The value that a pointer names, or where it is missing the one around. */
function nearest(pointer: string): { start: number; end: number } {
  const { root } = valid.peek();
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const node = byPointer(root, at);
    if (node) return { start: node.start, end: node.end };
  }
  return { start: root.start, end: root.start + 1 };
}
