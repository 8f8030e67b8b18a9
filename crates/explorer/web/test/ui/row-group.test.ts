import { expect, test } from "vitest";

import { rowGroups } from "../../src/ui/row-group";

const numbers = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

test("groups together are the rows, and know where they begin", () => {
  const rows = numbers(1234, 7);
  const groups = rowGroups(rows, (one) => one);
  expect(groups.flatMap((group) => group.rows)).toEqual(rows);
  for (const { first, rows: part } of groups) expect(rows[first]).toBe(part[0]);
  expect(new Set(groups.map((group) => group.key)).size).toBe(groups.length);
});

test("a new row changes the first group only", () => {
  const before = rowGroups(numbers(520, 1), (one) => one);
  const after = rowGroups(numbers(521, 1), (one) => one);
  expect(after.map((group) => group.key)).toEqual(before.map((group) => group.key));
  expect(after.slice(1).map((group) => group.rows)).toEqual(before.slice(1).map((group) => group.rows));
});

test("rows that a filter left keep their order", () => {
  expect(rowGroups([120, 3], (one) => one).map((group) => group.rows)).toEqual([[120], [3]]);
  expect(rowGroups([], () => 0)).toEqual([]);
});
