import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Type } from "../../src/api";
import { append, set } from "../../src/form/edit";
import { fits, fresh, infer, inputType, isGroup, shown, typed } from "../../src/form/field";
import { type Json, parse } from "../../src/form/json";
import { itemRows, memberRows, membersOf, ROOT, type Row, summary } from "../../src/form/rows";
import { type Described, described, type Filled, structure, unusual } from "./generate";

/** Fills a form in as a user does: one edit for each input. */
function fill(text: string, value: Filled, type: Type, row: Pick<Row, "path" | "pointer">, form: Described): string {
  if (value.kind === "text") return set(text, row.path, typed(type, value.text));
  if (value.kind === "list") {
    const of = type.kind === "list" ? type.of : type;
    return value.items.reduce((done, item, index) => {
      const at = { path: [...row.path, index], pointer: "" };
      return fill(append(done, row.path, fresh(of)), item, of, at, form);
    }, set(text, row.path, "[]"));
  }
  const start = row.path.length === 0 ? text : set(text, row.path, "{}");
  const members = type.kind === "structure" && type.name === "" ? form.members : membersOf(form.structures, type);
  return value.members.reduce((done, [name, inner]) => {
    const member = members.find((one) => one.name === name);
    return member ? fill(done, inner, member.type, { path: [...row.path, name], pointer: "" }, form) : done;
  }, start);
}

/** What the form shows of a text, through the rows that the page draws. */
function show(row: Row, text: string, form: Described): Filled | null {
  const { node, type } = row;
  if (node === null) return null;
  if (type.kind === "structure") return showMembers(memberRows(membersOf(form.structures, type), node, row), text, form);
  if (type.kind === "list") {
    return { kind: "list", items: itemRows(type.of, node, row).flatMap((one) => show(one, text, form) ?? []) };
  }
  return { kind: "text", text: shown(type, node, text) };
}

function showMembers(rows: Row[], text: string, form: Described): Filled {
  const members = rows.flatMap((one): [string, Filled][] => {
    const value = show(one, text, form);
    return value ? [[one.name, value]] : [];
  });
  return { kind: "structure", members: members.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

function sorted(value: Filled): Filled {
  if (value.kind === "list") return { kind: "list", items: value.items.map(sorted) };
  if (value.kind === "text") return value;
  const members = value.members.map(([name, one]): [string, Filled] => [name, sorted(one)]);
  return { kind: "structure", members: members.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

const WHOLE: Type = { kind: "structure", name: "" };
const cases = described.chain((form) => structure(form.members, form).map((value) => ({ form, value })));

describe("form and JSON", () => {
  test("form to JSON to form is the identity", () => {
    fc.assert(fc.property(cases, ({ form, value }) => {
      const text = fill("{}", value, WHOLE, ROOT, form);
      const back = showMembers(memberRows(form.members, parse(text), ROOT), text, form);
      expect(back).toEqual(sorted(value));
    }), { numRuns: 500 });
  });

  test("JSON to form to JSON is the identity: typing again what a form shows changes nothing", () => {
    fc.assert(fc.property(cases, ({ form, value }) => {
      const text = fill("{}", value, WHOLE, ROOT, form);
      const again = (rows: Row[], now: string): string => rows.reduce((done, row) => {
        if (row.node === null) return done;
        if (row.type.kind === "structure") return again(memberRows(membersOf(form.structures, row.type), row.node, row), done);
        if (row.type.kind === "list") return again(itemRows(row.type.of, row.node, row), done);
        return set(done, row.path, typed(row.type, shown(row.type, row.node, text)));
      }, now);
      expect(again(memberRows(form.members, parse(text), ROOT), text)).toBe(text);
    }), { numRuns: 500 });
  });

  test("every value of any JSON has a row, declared or not", () => {
    fc.assert(fc.property(described, fc.dictionary(fc.string(), fc.jsonValue()), (form, value) => {
      const text = JSON.stringify(value);
      const seen = new Set<Json>();
      const visit = (row: Row): void => {
        if (row.node === null) return;
        seen.add(row.node);
        if (!isGroup(row.type) && row.type.kind !== "list") return leaves(row.node, seen);
        if (row.type.kind === "list") itemRows(row.type.of, row.node, row).forEach(visit);
        else memberRows(membersOf(form.structures, row.type), row.node, row).forEach(visit);
      };
      const root = parse(text);
      memberRows(form.members, root, ROOT).forEach(visit);
      const all = new Set<Json>();
      leaves(root, all);
      all.delete(root);
      expect(seen).toEqual(all);
    }));
  });

  test("members given twice are rows that differ", () => {
    const rows = memberRows([], parse('{"a":1,"b":2,"a":3}'), ROOT);
    expect(rows.map((one) => [one.key, one.path, one.pointer])).toEqual([
      ["/a", ["a"], "/a"], ["/b", ["b"], "/b"], ["/a#2", [2], "/a"],
    ]);
  });
});

function leaves(node: Json, into: Set<Json>): void {
  into.add(node);
  if (node.kind === "list") node.items.forEach((one) => leaves(one, into));
  if (node.kind === "object") node.members.forEach((one) => leaves(one.value, into));
}

describe("a field", () => {
  const kinds = ["string", "integer", "unsigned", "float", "binary"] as const;

  test("shows what was typed into it", () => {
    fc.assert(fc.property(fc.constantFrom(...kinds), unusual, (kind, text) => {
      const json = typed({ kind }, text);
      expect(shown({ kind }, parse(json), json)).toBe(text);
    }));
  });

  test.each([
    ["integer", "20", "20"], ["integer", "1o", '"1o"'], ["integer", '"20"', '"20"'], ["integer", "01", '"01"'],
    ["float", "1.0", "1.0"], ["string", "20", '"20"'], ["string", "", '""'], ["boolean", "true", "true"],
    ["boolean", "yes", '"yes"'], ["unsigned", "18446744073709551615", "18446744073709551615"],
  ] as const)("%s: %s is sent as %s", (kind, text, json) => expect(typed({ kind }, text)).toBe(json));

  test("a string that reads like a number has quotes in the field of a number", () => {
    expect(shown({ kind: "integer" }, parse('"20"'), '"20"')).toBe('"20"');
    expect(shown({ kind: "integer" }, parse('"1o"'), '"1o"')).toBe("1o");
    expect(shown({ kind: "string" }, parse('"20"'), '"20"')).toBe("20");
  });

  test("a value that does not fit has the input of its own type", () => {
    expect(inputType({ kind: "list", of: { kind: "string" } }, parse('"a"'))).toEqual({ kind: "string" });
    expect(inputType({ kind: "string" }, parse('{"a":1}'))).toEqual({ kind: "structure", name: "" });
    expect(inputType({ kind: "boolean" }, parse("null"))).toEqual({ kind: "boolean" });
    fc.assert(fc.property(fc.json(), (text) => {
      expect(fits(infer(parse(text)), parse(text))).toBe(true);
    }));
  });

  test("a new row has what its structure requires, and a recursive one ends", () => {
    const member = (name: string, type: Type, required = true) =>
      ({ name, type, required, deprecated: false, description: null, values: [], time: null });
    const string: Type = { kind: "string" };
    const structures = {
      Filter: [member("Name", string), member("Values", { kind: "list", of: string }), member("Mode", string, false)],
      Node: [member("Id", { kind: "integer" }), member("Child", { kind: "structure", name: "Node" })],
    };
    expect(fresh({ kind: "structure", name: "Filter" }, structures)).toBe('{"Name":"","Values":[]}');
    expect(fresh({ kind: "structure", name: "Node" }, structures)).toBe('{"Id":0,"Child":{}}');
    expect(fresh({ kind: "structure", name: "Other" }, structures)).toBe("{}");
  });

  test("the summary of a row is its first text", () => {
    expect(summary(parse('{"n":1,"e":"","Name":"image-type","x":"y"}'))).toBe("image-type");
    expect(summary(parse("{}"))).toBe("");
  });
});
