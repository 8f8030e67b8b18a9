import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type { ActionForm, Call, Finding, Preview } from "../../src/api";
import { action, call, caret, frozenTime, preview } from "../../src/state";

const store = new Map<string, string>();
vi.stubGlobal("sessionStorage", {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
  removeItem: (key: string) => void store.delete(key),
});

const post = vi.fn<(path: string, body: { action: string; version?: string }) => Promise<ActionForm>>();
vi.mock("../../src/client", () => ({ post: (path: string, body: { action: string }) => post(path, body) }));

const { append, remove, set } = await import("../../src/form/edit");
const { canRedo, canUndo, edit, findings, isValid, order, redoEdit, setInput, setOctets, undoEdit, valid } =
  await import("../../src/form/model");
const { mode, toggleMode } = await import("../../src/form/mode");
const { openAction, openCall } = await import("../../src/form/open");

function form(name: string, more: Partial<ActionForm> = {}): ActionForm {
  return {
    service: "ecm", version: "2019-07-19", versions: ["2019-07-19"], action: name,
    service_title: "", service_title_en: null, title: "", title_en: null, class: "reads", status: "current",
    rate: null, body: "json", streams: false, signed: true, fidelity: "stub", description: null,
    members: [], structures: {}, skeleton: '{"ImageId":""}', ...more,
  };
}

function filled(name: string, input: string): Call {
  return { service: "ecm", version: "", action: name, input, scheme: "TC3-HMAC-SHA256", method: "POST" };
}

let count = 0;
/** An action that no other test has typed into. */
function freshName(): string {
  count += 1;
  return `Action${count}`;
}

beforeEach(() => {
  action.value = null;
  call.value = null;
  post.mockImplementation((_, { action: name }) => Promise.resolve(form(name)));
});

describe("opening", () => {
  test("takes the skeleton the first time and the draft after", async () => {
    const [one, other] = [freshName(), freshName()];
    await openAction({ service: "ecm", action: one });
    expect(call.value).toMatchObject({ action: one, version: "2019-07-19", input: '{"ImageId":""}', method: "POST" });
    setInput('{"ImageId":"img"');
    await openAction({ service: "ecm", action: other });
    expect(call.value?.input).toBe('{"ImageId":""}');
    await openAction({ service: "ecm", action: one });
    expect(call.value?.input).toBe('{"ImageId":"img"');
    expect(valid.value.text).toBe('{"ImageId":""}');
  });

  test("a call takes the place of the draft, and undo brings that back", async () => {
    const name = freshName();
    await openAction({ service: "ecm", action: name });
    setInput('{"mine":1}');
    await openCall(filled(name, '{"linked":1}'));
    expect(call.value).toMatchObject({ version: "2019-07-19", input: '{"linked":1}' });
    undoEdit();
    expect(call.value?.input).toBe('{"mine":1}');
  });

  test("the newest of two wins", async () => {
    const [one, other] = [freshName(), freshName()];
    let release = () => {};
    post.mockImplementationOnce((_, { action: name }) =>
      new Promise((resolve) => { release = () => resolve(form(name)); }));
    const slow = openAction({ service: "ecm", action: one });
    await openAction({ service: "ecm", action: other });
    release();
    await slow;
    expect(action.value?.action).toBe(other);
  });

  test("a failure leaves the open form as it is", async () => {
    await openAction({ service: "ecm", action: freshName() });
    const before = call.value;
    post.mockImplementationOnce(() => Promise.reject(new Error("no such action")));
    await expect(openAction({ service: "ecm", action: "Nothing" })).rejects.toThrow("no such action");
    expect(call.value).toBe(before);
  });

  test("a frozen time and the caret of another action do not follow", async () => {
    await openAction({ service: "ecm", action: freshName() });
    caret.value = "/ImageId";
    frozenTime.value = 1;
    await openAction({ service: "ecm", action: freshName() });
    expect(caret.value).toBeNull();
    expect(frozenTime.value).toBe(1);
    frozenTime.value = null;
  });
});

describe("the input", () => {
  beforeEach(() => openAction({ service: "ecm", action: freshName() }));

  test("form and JSON view share one undo", () => {
    edit((text) => set(text, ["ImageId"], '"a"'), "/ImageId");
    setInput('{"ImageId":"ab"}', "json");
    undoEdit();
    expect(call.value?.input).toBe('{"ImageId":"a"}');
    undoEdit();
    expect(call.value?.input).toBe('{"ImageId":""}');
    expect([canUndo.value, canRedo.value]).toEqual([false, true]);
    redoEdit();
    redoEdit();
    expect(call.value?.input).toBe('{"ImageId":"ab"}');
    expect([canUndo.value, canRedo.value]).toEqual([true, false]);
  });

  test("invalid text stays as typed, and the form keeps the last valid state", () => {
    setInput('{"ImageId":"x"', "json");
    expect(isValid.value).toBe(false);
    expect(valid.value.text).toBe('{"ImageId":""}');
    edit((text) => set(text, ["Other"], "1"));
    expect(call.value?.input).toBe('{"ImageId":"x"');
    setInput('{"ImageId":"x"}', "json");
    expect(valid.value.text).toBe('{"ImageId":"x"}');
  });

  test("JSON that is no object has no form", () => {
    setInput("[1]", "json");
    expect(isValid.value).toBe(false);
    expect(call.value?.input).toBe("[1]");
  });

  test("a file is undone as well", () => {
    setOctets("AAAA");
    expect(call.value?.octets).toBe("AAAA");
    undoEdit();
    expect(call.value && "octets" in call.value).toBe(false);
  });

  test("switching between form and JSON changes nothing, whatever is typed", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      setInput(text, "json");
      toggleMode();
      toggleMode();
      expect(call.value?.input).toBe(text);
      expect(mode.value).toBe("form");
    }));
  });

  test("any edits are undone one by one to the first text, and redone to the last", () => {
    const change = fc.oneof(
      fc.tuple(fc.string(), fc.json()).map(([name, json]) => (text: string) => set(text, [name], json)),
      fc.json().map((json) => (text: string) => append(text, ["rows"], json)),
      fc.string().map((name) => (text: string) => remove(text, [name])),
    );
    fc.assert(fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      while (canUndo.value) undoEdit();
      const states = [call.value?.input];
      for (const one of changes) {
        edit(one);
        if (call.value?.input !== states.at(-1)) states.push(call.value?.input);
      }
      const last = states.at(-1);
      for (const state of states.toReversed().slice(1)) {
        undoEdit();
        expect(call.value?.input).toBe(state);
      }
      expect(canUndo.value).toBe(false);
      for (let left = states.length - 1; left > 0; left -= 1) redoEdit();
      expect(call.value?.input).toBe(last);
    }));
  });
});

test("a new member of a structure in a list stands where it is declared", () => {
  const member = (name: string, type: ActionForm["members"][number]["type"]) =>
    ({ name, type, required: false, deprecated: false, description: null, values: [], time: null });
  const string = { kind: "string" } as const;
  action.value = form("X", {
    members: [member("Filters", { kind: "list", of: { kind: "structure", name: "Filter" } }), member("Limit", string)],
    structures: { Filter: [member("Name", string), member("Next", { kind: "structure", name: "Filter" })] },
  });
  expect(order([])).toEqual(["Filters", "Limit"]);
  expect(order(["Filters", 0])).toEqual(["Name", "Next"]);
  expect(order(["Filters", 0, "Next"])).toEqual(["Name", "Next"]);
  expect(order(["Limit"])).toEqual([]);
  expect(order(["Unknown", "x"])).toEqual([]);
});

test("findings keep their identity while a preview brings the same", () => {
  const finding = (): Finding =>
    ({ pointer: "/a", path: "a", severity: "error", text: "Missing.", rename: null, kind: "missing" });
  const reply = (all: Finding[]): Preview =>
    ({ findings: all, time: 1, random: 1, url: "", problem: null, request: null });
  preview.value = reply([finding()]);
  const before = findings.value;
  preview.value = reply([finding()]);
  expect(findings.value).toBe(before);
  preview.value = reply([]);
  expect(findings.value).toEqual([]);
});
