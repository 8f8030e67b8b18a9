// What a field shows of a JSON value, and the JSON of what is typed into it. The two are
// inverse to each other, so that a field that is typed again as it reads changes nothing.

import type { Member, Type } from "../api";
import { isNumber, type Json, parse, quote } from "./json";

/** Whether an input for the type can show the value. */
export function fits(type: Type, node: Json): boolean {
  if (node.kind === "null") return true;
  switch (type.kind) {
    case "structure": return node.kind === "object";
    case "list": return node.kind === "list";
    case "boolean": return node.kind === "boolean";
    case "binary": return node.kind === "string";
    case "string": return node.kind !== "object" && node.kind !== "list";
    default: return node.kind === "number" || node.kind === "string";
  }
}

/** A type for a value of which no declaration is known. */
export function infer(node: Json): Type {
  switch (node.kind) {
    case "object": return { kind: "structure", name: "" };
    case "list": return { kind: "list", of: node.items[0] ? infer(node.items[0]) : { kind: "string" } };
    case "number": return { kind: "float" };
    case "boolean": return { kind: "boolean" };
    default: return { kind: "string" };
  }
}

/** The type that the input has: the declared one, or that of a value that does not fit it. */
export function inputType(declared: Type | null, node: Json | null): Type {
  if (node === null) return declared ?? { kind: "string" };
  return declared && fits(declared, node) ? declared : infer(node);
}

/** Whether the items of a list are shown as chips. */
export function isChips(type: Type): boolean {
  return type.kind === "list" && type.of.kind !== "structure" && type.of.kind !== "list";
}

/** Whether a field has fields within. */
export function isGroup(type: Type): boolean {
  return type.kind === "structure" || (type.kind === "list" && !isChips(type));
}

/** The text of an input. A string in a number's field that reads like a number has quotes. */
export function shown(type: Type, node: Json | null, source: string): string {
  if (node === null || node.kind === "null") return "";
  if (node.kind === "object" || node.kind === "list") return source.slice(node.start, node.end);
  return node.kind === "string" && needsQuotes(type, node.value) ? quote(node.value) : node.value;
}

/** The JSON of what is typed. What is no number goes out as a string, and the check says so. */
export function typed(type: Type, text: string): string {
  if (!isLiteral(type)) return quote(text);
  const isWord = type.kind === "boolean" && (text === "true" || text === "false");
  if (isWord || (type.kind !== "boolean" && isNumber(text))) return text;
  const content = quoted(text);
  return quote(content !== null && needsQuotes(type, content) ? content : text);
}

/** The value that a new row or item starts with: of a structure the members that it requires,
 *  so that nothing is missing before anything is typed. Recursive ones stop. */
export function fresh(type: Type, structures: Record<string, Member[]> = {}): string {
  switch (type.kind) {
    case "structure": {
      const { [type.name]: members = [], ...others } = structures;
      const required = members.filter((one) => one.required);
      return `{${required.map((one) => `${quote(one.name)}:${fresh(one.type, others)}`).join(",")}}`;
    }
    case "list": return "[]";
    case "boolean": return "true";
    case "string":
    case "binary": return '""';
    default: return "0";
  }
}

/** The type in words, as the picture has it: `List of Filter`. */
export function typeName(type: Type): string {
  if (type.kind === "list") return `List of ${typeName(type.of)}`;
  if (type.kind === "structure") return type.name || "Object";
  return NAMES[type.kind];
}

const NAMES = {
  string: "String", integer: "Integer", unsigned: "Unsigned integer", float: "Float",
  boolean: "Boolean", binary: "Base64",
} as const;

/** Whether what is typed may be something else than a string. */
function isLiteral(type: Type): boolean {
  return type.kind !== "string" && type.kind !== "binary";
}

/** Whether a string would be taken for something else in this field without quotes. */
function needsQuotes(type: Type, content: string): boolean {
  return isLiteral(type) && typed(type, content) !== quote(content);
}

/** The content of a string literal with its quotes, or null where the text is none. */
function quoted(text: string): string | null {
  if (!text.startsWith('"') || text.length < 2) return null;
  try {
    const node = parse(text);
    return node.kind === "string" && quote(node.value) === text ? node.value : null;
  } catch {
    return null;
  }
}
