import { expect, test } from "vitest";

import { Undo } from "../../src/form/undo";

const at = (input: string) => ({ input });

test("an edit is undone and redone", () => {
  const undo = new Undo();
  undo.note(at("1"), "", 0);
  undo.note(at("2"), "", 0);
  expect(undo.undo(at("3"))).toEqual(at("2"));
  expect(undo.undo(at("2"))).toEqual(at("1"));
  expect(undo.undo(at("1"))).toBeNull();
  expect(undo.redo(at("1"))).toEqual(at("2"));
  expect(undo.redo(at("2"))).toEqual(at("3"));
  expect(undo.redo(at("3"))).toBeNull();
});

test("keystrokes of one field are undone together until a pause or another field", () => {
  const undo = new Undo();
  undo.note(at("0"), "/a", 0);
  undo.note(at("1"), "/a", 500);
  undo.note(at("2"), "/b", 900);
  undo.note(at("3"), "/b", 5000);
  expect(undo.undo(at("4"))).toEqual(at("3"));
  expect(undo.undo(at("3"))).toEqual(at("2"));
  expect(undo.undo(at("2"))).toEqual(at("0"));
});

test("an edit after an undo forgets what was undone", () => {
  const undo = new Undo();
  undo.note(at("1"), "", 0);
  undo.undo(at("2"));
  expect(undo.canRedo).toBe(true);
  undo.note(at("1"), "", 0);
  expect(undo.canRedo).toBe(false);
});

test("typing on after an undo is a new step", () => {
  const undo = new Undo();
  undo.note(at("1"), "/a", 0);
  undo.undo(at("2"));
  undo.note(at("1"), "/a", 10);
  expect(undo.canUndo).toBe(true);
});

test("large inputs fall out of the memory, the newest never", () => {
  const undo = new Undo();
  const large = "x".repeat(20 * 1024 * 1024);
  undo.note(at(`${large}1`), "", 0);
  undo.note(at(`${large}2`), "", 0);
  expect(undo.undo(at("3"))?.input.at(-1)).toBe("2");
  expect(undo.undo(at("2"))).toBeNull();
});
