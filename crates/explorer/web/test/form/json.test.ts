import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { at, byPointer, isNumber, type Json, JsonError, parse, pointerAt, quote } from "../../src/form/json";
import { unusual } from "./generate";

/** The value as JSON.parse has it. */
function plain(node: Json): unknown {
  switch (node.kind) {
    case "object": return Object.fromEntries(node.members.map((one) => [one.name, plain(one.value)]));
    case "list": return node.items.map(plain);
    case "string": return node.value;
    default: return JSON.parse(node.value);
  }
}

function accepts(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}

const json = fc.oneof(fc.json(), fc.json().map((text) => JSON.stringify(JSON.parse(text), null, "\t")));

describe("the reader", () => {
  test("reads what JSON.parse reads", () => {
    fc.assert(fc.property(json, (text) => {
      expect(plain(parse(text))).toEqual(JSON.parse(text));
    }));
  });

  test("refuses what JSON.parse refuses", () => {
    const damaged = fc.tuple(json, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom("", ",", "}", "0", "\\", '"', "\n", "e"))
      .map(([text, at, length, by]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + by + text.slice(from + length);
      });
    fc.assert(fc.property(fc.oneof(damaged, fc.string()), (text) => {
      expect(accepts(parse, text)).toBe(accepts(JSON.parse, text));
    }), { numRuns: 1000 });
  });

  test("keeps the spelling of numbers, the order of members and those given twice", () => {
    const text = '{"b":1.0,"a":18446744073709551615,"b":1E+2}';
    const root = parse(text);
    expect(root.kind === "object" && root.members.map((one) => [one.name, "value" in one.value && one.value.value]))
      .toEqual([["b", "1.0"], ["a", "18446744073709551615"], ["b", "1E+2"]]);
  });

  test("each value is at its place in the text", () => {
    fc.assert(fc.property(json, (text) => {
      const visit = (node: Json): void => {
        expect(JSON.parse(text.slice(node.start, node.end))).toEqual(plain(node));
        if (node.kind === "list") node.items.forEach(visit);
        if (node.kind === "object") node.members.forEach((one) => visit(one.value));
      };
      visit(parse(text));
    }));
  });

  test.each([
    ['{"a":1,}', 7, 1, 8],
    ['{\n  "a": tru\n}', 9, 2, 8],
    ["", 0, 1, 1],
    ['"a\nb"', 2, 1, 3],
    ["[1] 2", 4, 1, 5],
  ])("says where %j is wrong", (text, offset, line, column) => {
    expect(() => parse(text)).toThrow(JsonError);
    try {
      parse(text);
    } catch (error) {
      expect(error).toMatchObject({ offset, line, column });
    }
  });

  test("a text nested too deeply is an error, not a crash", () => {
    expect(accepts(parse, "[".repeat(127) + "]".repeat(127))).toBe(true);
    expect(accepts(parse, "[".repeat(100_000))).toBe(false);
  });
});

test("a quoted string reads as what it was", () => {
  fc.assert(fc.property(unusual, (text) => {
    expect(parse(quote(text))).toMatchObject({ value: text });
  }));
});

test("a number is what JSON calls one", () => {
  for (const good of ["0", "-0", "20", "1.50", "1e5", "1E-5"]) expect(isNumber(good)).toBe(true);
  for (const bad of ["", "01", "+1", "1.", ".5", "1o", " 1", "1 ", "NaN", "0x1", "1e", "1\n"]) expect(isNumber(bad)).toBe(false);
});

test("the pointer at an offset leads back to the innermost value there", () => {
  const text = '{"Filters":[{"Name":"x","Values":["a~/b"]}],"m~n":{"a/b":1}}';
  const root = parse(text);
  const found = pointerAt(root, text.indexOf("a~/b"));
  expect(found).toBe("/Filters/0/Values/0");
  expect(byPointer(root, found)).toMatchObject({ value: "a~/b" });
  expect(pointerAt(root, text.indexOf("1}}"))).toBe("/m~0n/a~1b");
  expect(byPointer(root, "/m~0n/a~1b")).toMatchObject({ value: "1" });
  expect(byPointer(root, "/Filters/1/Name")).toBeNull();
  expect(at(root, ["Filters", 0, "Name"])).toMatchObject({ value: "x" });
});
