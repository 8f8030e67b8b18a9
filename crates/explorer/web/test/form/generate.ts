// Random descriptions of actions, and random inputs for them.

import fc from "fast-check";

import type { Member, Type } from "../../src/api";

export interface Described {
  members: Member[];
  structures: Record<string, Member[]>;
}

/** A value as a user fills it in: the text of each input, in a tree. */
export type Filled =
  | { kind: "text"; text: string }
  | { kind: "list"; items: Filled[] }
  | { kind: "structure"; members: [string, Filled][] };

const STRUCTURES = ["Filter", "Placement", "Tree"];
const SCALARS = ["string", "integer", "unsigned", "float", "boolean", "binary"] as const;

const scalar: fc.Arbitrary<Type> = fc.constantFrom(...SCALARS).map((kind) => ({ kind }));
const type: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: scalar },
    // Any structure may hold any other, itself included: recursion comes by itself.
    { weight: 2, arbitrary: fc.constantFrom(...STRUCTURES).map((name): Type => ({ kind: "structure", name })) },
    { weight: 2, arbitrary: tie("type").map((of): Type => ({ kind: "list", of })) },
  ),
})).type;

/** Names of the catalog, and names that JSON and pointers have to escape. */
const name = fc.oneof(
  fc.constantFrom("ImageId", "Filters", "Limit", "Offset", "a/b", "m~n", "", "0", "7", "名称", 'q"uote', "__proto__"),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);

const member: fc.Arbitrary<Member> = fc.record({
  name, type, required: fc.boolean(), deprecated: fc.boolean(),
  description: fc.constant(null), values: fc.constant([]), time: fc.constant(null),
});

const members = fc.uniqueArray(member, { selector: (one) => one.name, maxLength: 5 });

export const described: fc.Arbitrary<Described> = fc.record({
  members,
  structures: fc.tuple(...STRUCTURES.map(() => members)).map((all) =>
    Object.fromEntries(STRUCTURES.map((one, index) => [one, all[index] ?? []]))),
});

/** Strings that are easy to lose: controls, lone surrogates, quotes, emoji, numbers. */
export const unusual = fc.oneof(
  fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }),
  fc.constantFrom("", " ", '""', '"20"', "20", "1o", "null", "true", "\r\n", "\ud800", "\u2028", "𠮷", "01", "-", "1."),
);

/** 64-bit integers and beyond, and every spelling of a float. */
const integers = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }).map(String),
  fc.constantFrom("-0", "9007199254740993", "18446744073709551615"),
);
const floats = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom("1.0", "1e400", "1E+2", "0.10", "-0.0", "123456789012345678901234567890.5"),
);

function text(kind: (typeof SCALARS)[number]): fc.Arbitrary<string> {
  switch (kind) {
    case "string": return unusual;
    case "binary": return fc.uint8Array().map((bytes) => btoa(String.fromCharCode(...bytes)));
    case "boolean": return fc.constantFrom("true", "false");
    case "float": return fc.oneof({ weight: 4, arbitrary: floats }, unusual);
    default: return fc.oneof({ weight: 4, arbitrary: integers }, unusual);
  }
}

/** What a user may fill in for a type. */
export function filled(type: Type, form: Described, depth = 0): fc.Arbitrary<Filled> {
  switch (type.kind) {
    case "list":
      return fc.array(filled(type.of, form, depth + 1), { maxLength: depth > 2 ? 0 : 3 })
        .map((items): Filled => ({ kind: "list", items }));
    case "structure": return structure(form.structures[type.name] ?? [], form, depth + 1);
    default: return text(type.kind).map((one): Filled => ({ kind: "text", text: one }));
  }
}

/** Some of the members, in any order. */
export function structure(members: Member[], form: Described, depth = 0): fc.Arbitrary<Filled> {
  return fc.shuffledSubarray(members, { maxLength: depth > 3 ? 0 : members.length }).chain((some) =>
    fc.tuple(...some.map((one) => filled(one.type, form, depth).map((value): [string, Filled] => [one.name, value])))
      .map((all): Filled => ({ kind: "structure", members: all })));
}
