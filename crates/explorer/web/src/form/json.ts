// A reader of JSON that keeps what JSON.parse loses: the spelling of numbers, the order of
// members, members given twice, and where each value stands in the text. The text itself is
// the only copy of what the user wrote; this tree points into it.

/** Offsets into the text, in UTF-16 units: `start` inclusive, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

export type Json = JsonObject | JsonList | JsonScalar;

export interface JsonObject extends Span {
  kind: "object";
  members: JsonMember[];
}

export interface JsonList extends Span {
  kind: "list";
  items: Json[];
}

/** `value` is the content of a string, and else the text as it is spelled. */
export interface JsonScalar extends Span {
  kind: "string" | "number" | "boolean" | "null";
  value: string;
}

export interface JsonMember {
  name: string;
  /** Where the name stands, with its quotes. */
  at: Span;
  value: Json;
}

/** Steps from the whole to a value. In an object, a string is the first member of that name,
 *  and a number the member at that place, so that a second one of a name can be reached. */
export type Path = readonly (string | number)[];

export class JsonError extends Error {
  constructor(message: string, readonly offset: number, readonly line: number, readonly column: number) {
    super(message);
  }
}

/** As deep as the server reads. */
const DEEPEST = 127;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const WORDS = [["true", "boolean"], ["false", "boolean"], ["null", "null"]] as const;
const ESCAPES: Record<string, string> = {
  '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t",
};

/** Reads a JSON text. Throws a `JsonError` where it is none. */
export function parse(text: string): Json {
  return new Reader(text).whole();
}

/** Whether JSON spells a number so. */
export function isNumber(text: string): boolean {
  NUMBER.lastIndex = 0;
  return NUMBER.exec(text)?.[0].length === text.length && text !== "";
}

/** A string as JSON. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** The value at a path, or null where there is none. */
export function at(root: Json | null, path: Path): Json | null {
  let node = root;
  for (const step of path) node = node && child(node, step);
  return node;
}

/** The member of an object or the item of a list. */
export function child(node: Json, step: string | number): Json | null {
  if (node.kind === "list") return (typeof step === "number" && node.items[step]) || null;
  if (node.kind !== "object") return null;
  return node.members[place(node, step)]?.value ?? null;
}

/** Where a member stands in its object; -1 where it does not. */
export function place(object: JsonObject, step: string | number): number {
  return typeof step === "number" ? step : object.members.findIndex((one) => one.name === step);
}

/** A JSON pointer (RFC 6901). */
export function pointer(steps: readonly (string | number)[]): string {
  return steps.map((one) => `/${String(one).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

/** The pointer of the innermost value at an offset of the text. */
export function pointerAt(root: Json, offset: number): string {
  const steps: (string | number)[] = [];
  for (let node: Json | undefined = root; node;) node = inner(node, offset, steps);
  return pointer(steps);
}

/** The value that a pointer names, for a jump to a finding. */
export function byPointer(root: Json | null, text: string): Json | null {
  const steps = text.split("/").slice(1).map((one) => one.replace(/~1/g, "/").replace(/~0/g, "~"));
  return steps.reduce<Json | null>((node, step) =>
    node && child(node, node.kind === "list" ? Number(step) : step), root);
}

function inner(node: Json, offset: number, steps: (string | number)[]): Json | undefined {
  const holds = (one: Span) => one.start <= offset && offset <= one.end;
  if (node.kind === "list") {
    const index = node.items.findIndex(holds);
    if (index >= 0) steps.push(index);
    return node.items[index];
  }
  if (node.kind !== "object") return undefined;
  const member = node.members.find((one) => holds({ start: one.at.start, end: one.value.end }));
  if (member) steps.push(member.name);
  return member?.value;
}

class Reader {
  private offset = 0;

  constructor(private readonly text: string) {}

  whole(): Json {
    this.space();
    const value = this.value(0);
    this.space();
    if (this.offset < this.text.length) this.fail("text after the end of the value");
    return value;
  }

  private value(depth: number): Json {
    const start = this.offset;
    switch (this.text[start]) {
      case "{": return this.object(start, depth);
      case "[": return this.list(start, depth);
      case '"': return { kind: "string", start, value: this.string(), end: this.offset };
      default: return this.word(start);
    }
  }

  private object(start: number, depth: number): JsonObject {
    const members: JsonMember[] = [];
    this.sequence("}", depth, () => {
      const from = this.offset;
      if (this.text[from] !== '"') this.fail("expected the name of a member in quotes");
      const name = this.string();
      const end = this.offset;
      this.space();
      if (this.text[this.offset] !== ":") this.fail("expected a colon");
      this.offset += 1;
      this.space();
      members.push({ name, at: { start: from, end }, value: this.value(depth + 1) });
    });
    return { kind: "object", start, end: this.offset, members };
  }

  private list(start: number, depth: number): JsonList {
    const items: Json[] = [];
    this.sequence("]", depth, () => items.push(this.value(depth + 1)));
    return { kind: "list", start, end: this.offset, items };
  }

  private sequence(close: string, depth: number, one: () => void): void {
    if (depth >= DEEPEST) this.fail("nested too deeply");
    this.offset += 1;
    this.space();
    if (this.text[this.offset] === close) {
      this.offset += 1;
      return;
    }
    for (;;) {
      this.space();
      one();
      this.space();
      const next = this.text[this.offset];
      if (next !== "," && next !== close) this.fail(`expected a comma or ${close}`);
      this.offset += 1;
      if (next === close) return;
    }
  }

  private word(start: number): JsonScalar {
    for (const [word, kind] of WORDS) {
      if (this.text.startsWith(word, start)) {
        this.offset += word.length;
        return { kind, start, end: this.offset, value: word };
      }
    }
    const value = this.match(NUMBER);
    if (value === "") this.fail(start < this.text.length ? "expected a value" : "the text ends early");
    return { kind: "number", start, end: this.offset, value };
  }

  private string(): string {
    let value = "";
    this.offset += 1;
    for (;;) {
      value += this.match(PLAIN);
      const stop = this.text[this.offset];
      if (stop === undefined) this.fail("the text ends within a string");
      if (stop === '"') break;
      if (stop !== "\\") this.fail("control character in a string");
      value += this.escape();
    }
    this.offset += 1;
    return value;
  }

  private escape(): string {
    const letter = this.text[this.offset + 1] ?? "";
    const plain = ESCAPES[letter];
    if (plain !== undefined) {
      this.offset += 2;
      return plain;
    }
    const digits = this.text.slice(this.offset + 2, this.offset + 6);
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(digits)) this.fail("unknown escape in a string");
    this.offset += 6;
    return String.fromCharCode(parseInt(digits, 16));
  }

  private space(): void {
    this.match(SPACE);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.offset += found.length;
    return found;
  }

  private fail(message: string): never {
    const before = this.text.slice(0, this.offset).split("\n");
    throw new JsonError(message, this.offset, before.length, (before.at(-1)?.length ?? 0) + 1);
  }
}
