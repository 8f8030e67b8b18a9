// Edits of a JSON text. Each replaces one range and leaves every other character as it is,
// so that what the user wrote in the JSON view survives an edit in the form.
//
// An edit of a path that the text does not have returns the text unchanged.

import { at, child, type Json, type JsonObject, parse, type Path, place, quote, type Span } from "./json";

/** The names that a structure declares, by which a new member finds its place. */
export type Order = (parent: Path) => readonly string[];

const NO_ORDER: Order = () => [];

/** Sets a value; objects on the way to it are made where they are missing. `json` is JSON. */
export function set(text: string, path: Path, json: string, order: Order = NO_ORDER): string {
  const root = parse(text);
  let node: Json = root;
  for (const [depth, step] of path.entries()) {
    const next = child(node, step);
    if (next) {
      node = next;
      continue;
    }
    if (typeof step === "number") return text;
    const value = wrap(path.slice(depth + 1), json);
    if (node.kind === "null") return splice(text, node, `{${quote(step)}:${value}}`);
    if (node.kind !== "object") return text;
    return insertMember(text, node, step, value, order(path.slice(0, depth)));
  }
  return splice(text, node, json);
}

/** Takes a member or a list item out. */
export function remove(text: string, path: Path): string {
  const found = siblings(text, path);
  return found ? splice(text, cut(found.all, found.index), "") : text;
}

/** Adds a list item at the end; the list is made where it is missing. */
export function append(text: string, path: Path, json: string, order: Order = NO_ORDER): string {
  const list = at(parse(text), path);
  if (list === null || list.kind === "null") return set(text, path, `[${json}]`, order);
  return list.kind === "list" ? insertItem(text, path, list.items.length, json) : text;
}

/** Puts a list item before the one at `index`. */
export function insertItem(text: string, path: Path, index: number, json: string): string {
  const list = at(parse(text), path);
  if (list?.kind !== "list") return text;
  const before = list.items[index - 1];
  if (before) return splice(text, { start: before.end, end: before.end }, `,${json}`);
  return splice(text, { start: list.start + 1, end: list.start + 1 }, list.items.length > 0 ? `${json},` : json);
}

/** Copies a list item behind itself, as it is written. */
export function duplicate(text: string, path: Path): string {
  const item = at(parse(text), path);
  const index = path.at(-1);
  if (!item || typeof index !== "number") return text;
  return insertItem(text, path.slice(0, -1), index + 1, text.slice(item.start, item.end));
}

/** Exchanges a list item with the one `by` places further. */
export function move(text: string, path: Path, by: -1 | 1): string {
  const list = at(parse(text), path.slice(0, -1));
  const index = path.at(-1);
  if (list?.kind !== "list" || typeof index !== "number") return text;
  const one = list.items[Math.min(index, index + by)];
  const two = list.items[Math.max(index, index + by)];
  if (!one || !two || one === two) return text;
  const between = text.slice(one.end, two.start);
  const swapped = text.slice(two.start, two.end) + between + text.slice(one.start, one.end);
  return splice(text, { start: one.start, end: two.end }, swapped);
}

/** Gives a member another name and keeps its value and place. */
export function rename(text: string, path: Path, name: string): string {
  const parent = at(parse(text), path.slice(0, -1));
  const step = path.at(-1);
  if (parent?.kind !== "object" || step === undefined) return text;
  const member = parent.members[place(parent, step)];
  return member ? splice(text, member.at, quote(name)) : text;
}

/** Takes every member out that the predicate names, from the last to the first. */
export function removeMembers(text: string, path: Path, isGone: (name: string) => boolean): string {
  const object = at(parse(text), path);
  if (object?.kind !== "object") return text;
  return object.members.reduceRight((rest, member, index) =>
    isGone(member.name) ? remove(rest, [...path, index]) : rest, text);
}

function wrap(path: Path, json: string): string {
  return path.reduceRight<string>((inner, step) =>
    typeof step === "number" ? `[${inner}]` : `{${quote(step)}:${inner}}`, json);
}

/** A new member stands behind the nearest one that is declared before it. */
function insertMember(text: string, object: JsonObject, name: string, json: string, order: readonly string[]): string {
  const rank = order.indexOf(name);
  const earlier = new Set(order.slice(0, Math.max(rank, 0)));
  const behind = rank < 0
    ? object.members.length - 1
    : object.members.findLastIndex((one) => earlier.has(one.name));
  const member = `${quote(name)}:${json}`;
  const before = object.members[behind];
  if (before) return splice(text, { start: before.value.end, end: before.value.end }, `,${member}`);
  const start = object.start + 1;
  return splice(text, { start, end: start }, object.members.length > 0 ? `${member},` : member);
}

function siblings(text: string, path: Path): { all: Span[]; index: number } | null {
  const parent = at(parse(text), path.slice(0, -1));
  const step = path.at(-1);
  if (!parent || step === undefined) return null;
  if (parent.kind === "list" && typeof step === "number" && parent.items[step]) {
    return { all: parent.items, index: step };
  }
  if (parent.kind !== "object") return null;
  const index = place(parent, step);
  const all = parent.members.map((one) => ({ start: one.at.start, end: one.value.end }));
  return all[index] ? { all, index } : null;
}

/** The range of one of several with the comma that goes with it. */
function cut(all: Span[], index: number): Span {
  const own = all[index] ?? { start: 0, end: 0 };
  const after = all[index + 1];
  const before = all[index - 1];
  if (before) return { start: before.end, end: own.end };
  return after ? { start: own.start, end: after.start } : own;
}

function splice(text: string, at: Span, by: string): string {
  return text.slice(0, at.start) + by + text.slice(at.end);
}
