import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { markedLines, pieces } from "../../src/explain/marks";

const wrong = (from: number, to: number) => ({ from, to, kind: "wrong" as const });
const compared = (from: number, to: number) => ({ from, to, kind: "compared" as const });

describe("pieces of a marked text", () => {
  test("are cut at the marks, whatever their order", () => {
    expect(pieces("date=26, time=18", [compared(14, 16), wrong(5, 7)])).toEqual([
      { text: "date=", kind: "plain" },
      { text: "26", kind: "wrong" },
      { text: ", time=", kind: "plain" },
      { text: "18", kind: "compared" },
    ]);
  });

  test("count offsets in UTF-16, as the server does", () => {
    expect(pieces("镜像🙂26", [wrong(4, 6)]).at(-1)).toEqual({ text: "26", kind: "wrong" });
  });

  test("leave out what is empty, outside or over another", () => {
    expect(pieces("abc", [wrong(1, 1), wrong(2, 9)])).toEqual([{ text: "abc", kind: "plain" }]);
    expect(pieces("abcd", [wrong(0, 3), compared(2, 4)])).toEqual([
      { text: "abc", kind: "wrong" },
      { text: "d", kind: "plain" },
    ]);
  });

  test("together are the text, for any marks", () => {
    const mark = fc.record({
      from: fc.integer({ min: -5, max: 30 }),
      to: fc.integer({ min: -5, max: 30 }),
      kind: fc.constantFrom("wrong" as const, "compared" as const),
    });
    fc.assert(fc.property(fc.string({ maxLength: 25 }), fc.array(mark, { maxLength: 6 }), (text, marks) => {
      expect(pieces(text, marks).map((piece) => piece.text).join("")).toBe(text);
      const lines = markedLines(text, marks).map((line) => line.map((piece) => piece.text).join(""));
      expect(lines.join("\n")).toBe(text);
    }));
  });
});

describe("lines of a marked text", () => {
  test("keep empty lines, so that the numbers are right", () => {
    expect(markedLines("a\n\nb\n", []).map((line) => line.length)).toEqual([1, 0, 1, 0]);
    expect(markedLines("", [])).toEqual([[]]);
  });

  test("share a mark that goes over a line end", () => {
    expect(markedLines("ab\ncd", [wrong(1, 4)])).toEqual([
      [{ text: "a", kind: "plain" }, { text: "b", kind: "wrong" }],
      [{ text: "c", kind: "wrong" }, { text: "d", kind: "plain" }],
    ]);
  });
});
