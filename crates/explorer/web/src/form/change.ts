// What a row does to the input, with its toast where something goes.

import { action, call, view } from "../state";
import { fill, t } from "../ui/copy";
import { toast } from "../ui/toast";
import { form as words } from "./copy";
import { append, duplicate, move, remove, rename, set } from "./edit";
import { fresh, typed } from "./field";
import { focusField, setOpen } from "./folds";
import { pointer } from "./json";
import { edit, order, undoEdit } from "./model";
import type { Row } from "./rows";

/** Sets what was typed; null leaves the member out. */
export function type(row: Row, text: string | null): void {
  if (text === null) edit((now) => remove(now, row.path), row.key);
  else put(row, typed(row.type, text), row.key);
}

/** Sets a value given as JSON. */
export function put(row: Row, json: string, field = ""): void {
  edit((now) => set(now, row.path, json, order), field);
}

export function leaveOut(row: Row): void {
  edit((now) => remove(now, row.path));
  offerUndo(fill(words.leftOut, row.name));
  later(() => focusField(row.pointer));
}

export function renameTo(row: Row, name: string): void {
  edit((now) => rename(now, row.path, name));
  const parent = row.pointer.slice(0, row.pointer.lastIndexOf("/"));
  later(() => focusField(parent + pointer([name])));
}

/** Adds a row to a list and opens it. */
export function addRow(list: Row): void {
  if (list.type.kind !== "list") return;
  const { of } = list.type;
  const at = `${list.pointer}/${list.node?.kind === "list" ? list.node.items.length : 0}`;
  edit((now) => append(now, list.path, fresh(of, action.peek()?.structures), order));
  setOpen(list.key, true);
  setOpen(at, true);
  later(() => focusFirst(at));
}

export function removeRow(list: string, row: Row): void {
  const parent = row.pointer.slice(0, row.pointer.lastIndexOf("/"));
  edit((now) => remove(now, row.path));
  offerUndo(fill(words.removed, list, row.name));
  // To the next row, else to Add.
  later(() => (document.getElementById(headId(row.pointer)) ?? document.getElementById(addId(parent)))?.focus());
}

export function duplicateRow(row: Row): void {
  edit((now) => duplicate(now, row.path));
  later(() => document.getElementById(headId(sibling(row, 1)))?.focus());
}

export function moveRow(row: Row, by: -1 | 1): void {
  edit((now) => move(now, row.path, by));
  later(() => document.getElementById(headId(sibling(row, by)))?.focus());
}

/** Says what an edit did. The offer to undo goes with the next edit: undo would undo that. */
export function offerUndo(text: string): void {
  const after = call.peek();
  toast({
    text,
    action: { label: t(words.undo), run: undoEdit },
    holds: () => view.value === "explore" && after !== null && call.value?.input === after.input
      && call.value.action === after.action && call.value.service === after.service,
  });
}

/** The id of the button that folds a row or group. */
export function headId(key: string): string {
  return `head${key}`;
}

/** The id of a list's Add. */
export function addId(key: string): string {
  return `add${key}`;
}

function sibling(row: Row, by: number): string {
  const cut = row.pointer.lastIndexOf("/");
  return `${row.pointer.slice(0, cut)}/${Number(row.pointer.slice(cut + 1)) + by}`;
}

function focusFirst(at: string): void {
  const head = document.getElementById(headId(at));
  const input = head?.closest(".form-item")?.querySelector<HTMLElement>("input, textarea, [role=radio][tabindex='0']");
  (input ?? head)?.focus();
}

/** After the rows were drawn. */
function later(run: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(run));
}
