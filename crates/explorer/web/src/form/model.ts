// The input of the open call. Its text in `call` is the only state: the form is a view of the
// tree that the text reads as, and each edit of the form is an edit of the text.

import { batch, signal } from "@preact/signals";

import type { Finding, Member } from "../api";
import { action, call, computed, effect, preview } from "../state";
import { type Json, JsonError, parse, type Path } from "./json";
import { membersOf } from "./rows";
import { type Content, Undo } from "./undo";

export interface Reading {
  text: string;
  root: Json;
}

const input = computed(() => call.value?.input ?? "{}");

/** What the text reads as, or why the form cannot show it. */
export const reading = computed<Reading | JsonError>(() => read(input.value));

/** The last valid state: what the form shows. */
export const valid = signal<Reading>({ text: "{}", root: parse("{}") });

export const isValid = computed(() => !(reading.value instanceof JsonError));

effect(() => {
  if (!(reading.value instanceof JsonError)) valid.value = reading.value;
});

/** Findings of the newest preview. They keep their identity while nothing changes, so that a
 *  preview draws no row again. */
export const findings = signal<Finding[]>([]);

effect(() => {
  const next = preview.value?.findings ?? [];
  if (JSON.stringify(next) !== JSON.stringify(findings.peek())) findings.value = next;
});

export const findingsAt = computed(() => {
  const all = new Map<string, Finding[]>();
  for (const one of findings.value) all.set(one.pointer, [...(all.get(one.pointer) ?? []), one]);
  return all;
});

/** How a finding looks. A member that the catalog does not have may be new: amber. */
export function toneOf(finding: Finding): "error" | "warning" {
  return finding.kind === "unknown" ? "warning" : finding.severity;
}

/** One for each action, so that leaving an action and coming back loses nothing. */
const undos = new Map<string, Undo>();
const undoChanged = signal(0);

const undo = computed(() => {
  const { service, version, action } = call.value ?? { service: "", version: "", action: "" };
  const key = `${service} ${version} ${action}`;
  const known = undos.get(key) ?? new Undo();
  undos.set(key, known);
  return known;
});

export const canUndo = computed(() => (undoChanged.value, undo.value.canUndo));
export const canRedo = computed(() => (undoChanged.value, undo.value.canRedo));

/** Edits the input from the form. Without a valid text there is nothing to edit. */
export function edit(change: (text: string) => string, field = ""): void {
  if (isValid.peek()) setInput(change(input.peek()), field);
}

/** Replaces the text of the input. `field` names the field that is typed into, so that its
 *  keystrokes are undone together. */
export function setInput(text: string, field = ""): void {
  put({ input: text, octets: call.peek()?.octets }, field);
}

/** Replaces the content of an octet stream, in Base64. */
export function setOctets(octets: string | undefined): void {
  put({ input: input.peek(), octets }, "");
}

/** Notes an input that the open call takes the place of, so that undo brings it back. */
export function noteReplaced(before: Content): void {
  undo.peek().note(before, "", performance.now());
  undoChanged.value += 1;
}

export function undoEdit(): void {
  step("undo");
}

export function redoEdit(): void {
  step("redo");
}

/** The declared names of the structure at a path, in their order. */
export function order(path: Path): readonly string[] {
  const form = action.peek();
  if (!form) return [];
  let members: readonly Member[] = form.members;
  for (const name of path) {
    if (typeof name === "number") continue;
    let type = members.find((one) => one.name === name)?.type;
    while (type?.kind === "list") type = type.of;
    if (type?.kind !== "structure") return [];
    members = membersOf(form.structures, type);
  }
  return members.map((one) => one.name);
}

function put(next: Content, field: string): void {
  const now = call.peek();
  if (!now || (now.input === next.input && now.octets === next.octets)) return;
  undo.peek().note({ input: now.input, octets: now.octets }, field, performance.now());
  show(next);
}

function step(direction: "undo" | "redo"): void {
  const now = call.peek();
  const next = now && undo.peek()[direction]({ input: now.input, octets: now.octets });
  if (next) show(next);
}

function show(next: Content): void {
  const now = call.peek();
  if (!now) return;
  const { octets: _, ...rest } = now;
  batch(() => {
    call.value = { ...rest, input: next.input, ...(next.octets === undefined ? {} : { octets: next.octets }) };
    undoChanged.value += 1;
  });
}

/** Only an object has a form. */
export function read(text: string): Reading | JsonError {
  try {
    const root = parse(text);
    return root.kind === "object" ? { text, root } : new JsonError("not an object", 0, 1, 1);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
}
