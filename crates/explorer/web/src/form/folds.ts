// Which groups are open, and how a field is found and focused.

import { signal } from "@preact/signals";

import type { Row } from "./rows";

/** What the user opened or folded, by key; the rest follows `opensByItself`. */
export const folds = signal<ReadonlyMap<string, boolean>>(new Map());

/** The pointer of a field that is jumped to: groups on the way open. */
export const wanted = signal<string | null>(null);

/** A form of more members opens with its optional groups folded. */
const MANY = 60;
const DEEP = 2;
const ROWS = 5;

export interface Around {
  depth: number;
  /** Names of the structures around, so that a recursive one opens only when asked. */
  within: readonly string[];
  /** Members of the whole form. */
  members: number;
  /** Rows beside this one, if it is a list's. */
  rows: number;
}

export function setOpen(key: string, isOpen: boolean): void {
  folds.value = new Map(folds.peek()).set(key, isOpen);
}

export function isOpen(row: Row, around: Around): boolean {
  const target = wanted.value;
  if (target !== null && (target === row.pointer || target.startsWith(`${row.pointer}/`))) return true;
  return folds.value.get(row.key) ?? opensByItself(row, around);
}

function opensByItself(row: Row, { depth, within, members, rows }: Around): boolean {
  const isRequired = row.declared?.required ?? false;
  const isRecursive = row.type.kind === "structure" && within.includes(row.type.name);
  if (depth > DEEP || rows > ROWS || isRecursive) return false;
  if (members > MANY && depth === 0 && !isRequired) return false;
  return row.node !== null || isRequired;
}

/** The id of the input of a field. */
export function fieldId(key: string): string {
  return `field${key.replace(/[^\w/-]/g, (one) => `.${one.charCodeAt(0).toString(16)}`)}`;
}

/** Opens what hides a field, brings it into view and gives it the focus. */
export function reveal(pointer: string): void {
  const ways = new Map(folds.peek());
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) ways.set(at, true);
  folds.value = ways;
  wanted.value = pointer;
  // The groups are drawn before the next frame.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    focusField(pointer);
    wanted.value = null;
  }));
}

/** Gives the focus to a field, or to the nearest one around that is drawn. */
export function focusField(pointer: string): void {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const field = document.getElementById(fieldId(at));
    if (!field) continue;
    field.scrollIntoView({ block: "nearest" });
    field.focus();
    return;
  }
}
