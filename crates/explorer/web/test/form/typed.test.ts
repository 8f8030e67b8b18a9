import fc from "fast-check";
import { expect, test } from "vitest";

import { splice } from "../../src/form/typed";

/** What a textarea has of a text: each end of a line as one line feed. */
function inTextarea(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

test("typing at the end keeps what a textarea cannot hold", () => {
  expect(splice("a\r\nb", "a\nb!")).toBe("a\r\nb!");
  expect(splice("a\r\nb\rc", "a\nXb\nc")).toBe("a\r\nXb\rc");
  expect(splice("a\r\nb", "ab")).toBe("ab");
  expect(splice("plain", "plain text")).toBe("plain text");
});

test("a CR and a line feed that come together stay two ends of lines", () => {
  expect(splice("\ra\n", "\n\n")).toBe("\r\n\n");
  expect(splice("a\r\raa\n", "a\n\n\n")).toBe("a\r\r\n\n");
  expect(splice("a\rb", "a\n\nb")).toBe("a\r\n\nb");
});

test("the textarea has what was typed, and text that is not touched stays", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\r", "\n", "\r\n") });
  fc.assert(fc.property(text, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom("", "x", "x\ny"), (before, at, length, by) => {
    const shown = inTextarea(before);
    const from = at % (shown.length + 1);
    const typed = shown.slice(0, from) + by + shown.slice(from + length);
    expect(inTextarea(splice(before, typed))).toBe(typed);
    expect(splice(before, shown)).toBe(before);
  }));
});
