// Opening a form: what it shows is what is sent.

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { valid } from "../../src/form/model";
import { openAction, openCall } from "../../src/form/open";
import { call } from "../../src/state";
import { call as example } from "../output/fixtures";

const filled = { ...example, input: '{"Limit":20}' };

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
  });
  vi.stubGlobal("fetch", async (_: string, init: { body: string }) => {
    const { action } = JSON.parse(init.body);
    return Response.json({ ...filled, action, skeleton: "{}", members: [], structures: {} });
  });
});
afterEach(() => vi.unstubAllGlobals());

test("a call that is open already keeps its rows when it is opened again", async () => {
  await openCall(filled);
  expect(valid.value.text).toBe(filled.input);
  await openCall(filled);
  expect(valid.value.text).toBe(filled.input);
  await openAction(filled);
  expect([call.value?.input, valid.value.text]).toEqual([filled.input, filled.input]);
});

test("an invalid draft comes back with its last valid rows", async () => {
  await openCall(filled);
  call.value = { ...filled, input: '{"Limit":' };
  await openAction({ ...filled, action: "Other" });
  expect(valid.value.text).toBe("{}");
  await openAction(filled);
  expect([call.value?.input, valid.value.text]).toEqual(['{"Limit":', filled.input]);
});
