// The rows of a form: what is declared and what the input has, one after the other.

import type { Member, Type } from "../api";
import { inputType } from "./field";
import { type Json, type Path, pointer } from "./json";

export interface Row {
  /** Tells rows of one form apart: the pointer, and for a second member of a name its place. */
  key: string;
  name: string;
  /** Where edits go. */
  path: Path;
  /** What findings and the caret name. */
  pointer: string;
  /** Null: the catalog does not have this member. */
  declared: Member | null;
  type: Type;
  /** Null: not sent. */
  node: Json | null;
}

/** Where a structure or list stands, as a row says it. */
export type Place = Pick<Row, "path" | "pointer">;

export const ROOT: Place = { path: [], pointer: "" };

/** The declared members in their order, then those that only the input has. */
export function memberRows(members: readonly Member[], object: Json | null, place: Place): Row[] {
  const sent = object?.kind === "object" ? object.members : [];
  const first = new Map<string, number>();
  sent.forEach((one, index) => first.has(one.name) || first.set(one.name, index));
  const declared = new Map(members.map((one) => [one.name, one]));
  const row = (name: string, index: number | undefined): Row => {
    const isLater = index !== undefined && first.get(name) !== index;
    const node = index === undefined ? null : sent[index]?.value ?? null;
    const member = declared.get(name) ?? null;
    const at = place.pointer + pointer([name]);
    return {
      key: isLater ? `${at}#${index}` : at,
      name,
      path: [...place.path, isLater ? index : name],
      pointer: at,
      declared: member,
      type: inputType(member?.type ?? null, node),
      node,
    };
  };
  const rest = sent.flatMap((one, index) =>
    declared.has(one.name) && first.get(one.name) === index ? [] : [row(one.name, index)]);
  return [...members.map((one) => row(one.name, first.get(one.name))), ...rest];
}

/** The items of a list as rows. */
export function itemRows(of: Type, list: Json | null, place: Place): Row[] {
  const items = list?.kind === "list" ? list.items : [];
  return items.map((node, index) => ({
    key: place.pointer + pointer([index]),
    name: String(index),
    path: [...place.path, index],
    pointer: place.pointer + pointer([index]),
    declared: null,
    type: inputType(of, node),
    node,
  }));
}

/** The members of a structure; none where nothing is declared. */
export function membersOf(structures: Record<string, Member[]>, type: Type): readonly Member[] {
  return type.kind === "structure" && Object.hasOwn(structures, type.name) ? structures[type.name] ?? [] : [];
}

/** The first text in a structure, by which a folded row is known. */
export function summary(node: Json | null): string {
  if (node?.kind === "string") return node.value;
  for (const { value } of node?.kind === "object" ? node.members : []) {
    if (value.kind === "string" && value.value !== "") return value.value;
  }
  return "";
}
