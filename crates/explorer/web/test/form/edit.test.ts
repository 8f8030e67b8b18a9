import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { append, duplicate, insertItem, move, remove, removeMembers, rename, set } from "../../src/form/edit";
import { parse, quote } from "../../src/form/json";

const SPACED = '{ "b" : 1.0,\n  "a": [ "x" , 20 ],\n  "b": null }\n';

describe("an edit writes compact JSON and leaves the rest as it is", () => {
  test("set", () => {
    expect(set(SPACED, ["a", 1], "21")).toBe('{ "b" : 1.0,\n  "a": [ "x" , 21 ],\n  "b": null }\n');
    expect(set(SPACED, ["b"], "2")).toBe('{ "b" : 2,\n  "a": [ "x" , 20 ],\n  "b": null }\n');
    expect(set(SPACED, [2], "2")).toBe('{ "b" : 1.0,\n  "a": [ "x" , 20 ],\n  "b": 2 }\n');
    expect(set(SPACED, ["c"], "[]")).toBe('{ "b" : 1.0,\n  "a": [ "x" , 20 ],\n  "b": null,"c":[] }\n');
  });

  test("set makes the objects on the way", () => {
    expect(set("{}", ["Placement", "Zone"], '"z"')).toBe('{"Placement":{"Zone":"z"}}');
    expect(set('{"Placement":null}', ["Placement", "Zone"], '"z"')).toBe('{"Placement":{"Zone":"z"}}');
    expect(set('{"Placement":1}', ["Placement", "Zone"], '"z"')).toBe('{"Placement":1}');
  });

  test("a new member stands where it is declared", () => {
    const order = () => ["Filters", "Offset", "Limit"];
    expect(set('{"Limit":20}', ["Offset"], "0", order)).toBe('{"Offset":0,"Limit":20}');
    expect(set('{"Filters":[],"x":1}', ["Limit"], "1", order)).toBe('{"Filters":[],"Limit":1,"x":1}');
    expect(set('{"Limit":1}', ["y"], "1", order)).toBe('{"Limit":1,"y":1}');
  });

  test("remove takes one comma with it", () => {
    expect(remove('{"a":1,"b":2,"c":3}', ["a"])).toBe('{"b":2,"c":3}');
    expect(remove('{"a":1,"b":2,"c":3}', ["c"])).toBe('{"a":1,"b":2}');
    expect(remove('{"a":1}', ["a"])).toBe("{}");
    expect(remove(SPACED, [2])).toBe('{ "b" : 1.0,\n  "a": [ "x" , 20 ] }\n');
    expect(remove("[1,2]", [0])).toBe("[2]");
    expect(remove('{"a":1}', ["b"])).toBe('{"a":1}');
  });

  test("list rows are added, copied and moved", () => {
    expect(append("{}", ["a"], "1")).toBe('{"a":[1]}');
    expect(append('{"a":[1 ]}', ["a"], "2")).toBe('{"a":[1,2 ]}');
    expect(append('{"a":null}', ["a"], "2")).toBe('{"a":[2]}');
    expect(append('{"a":7}', ["a"], "2")).toBe('{"a":7}');
    expect(insertItem("[1,2]", [], 0, "0")).toBe("[0,1,2]");
    expect(duplicate('[{"n" : 1.0},2]', [0])).toBe('[{"n" : 1.0},{"n" : 1.0},2]');
    expect(move("[1, 2,3]", [0], 1)).toBe("[2, 1,3]");
    expect(move("[1, 2,3]", [2], -1)).toBe("[1, 3,2]");
    expect(move("[1,2]", [0], -1)).toBe("[1,2]");
    expect(move("[1,2]", [1], 1)).toBe("[1,2]");
  });

  test("rename keeps the value and the place", () => {
    expect(rename('{"ImageNme" : "x","b":1}', ["ImageNme"], "ImageName")).toBe('{"ImageName" : "x","b":1}');
  });

  test("several members are left out at once", () => {
    expect(removeMembers('{"a":1,"b":2,"a":3,"c":4}', [], (name) => name !== "b")).toBe('{"b":2}');
  });
});

const object = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue())
  .map((value) => ({ ...value }));

test("set and remove are those of a map, for any JSON in any layout", () => {
  const indent = fc.constantFrom(0, 2, "\t");
  fc.assert(fc.property(object, fc.string({ unit: "grapheme" }), fc.jsonValue(), indent, (value, name, added, space) => {
    const text = JSON.stringify(value, null, space);
    const expected = JSON.parse(JSON.stringify({ ...value, [name]: added }));
    const edited = set(text, [name], JSON.stringify(added));
    expect(JSON.parse(edited)).toEqual(expected);
    const { [name]: _, ...rest } = value;
    expect(JSON.parse(remove(edited, [name]))).toEqual(JSON.parse(JSON.stringify(rest)));
  }));
});

test("setting what is there and renaming to the same name change no character", () => {
  fc.assert(fc.property(object, (value) => {
    const text = JSON.stringify(value, null, 1);
    const root = parse(text);
    for (const [index, one] of (root.kind === "object" ? root.members : []).entries()) {
      expect(set(text, [index], text.slice(one.value.start, one.value.end))).toBe(text);
      if (quote(one.name) === text.slice(one.at.start, one.at.end)) expect(rename(text, [index], one.name)).toBe(text);
    }
  }));
});
