// The loop against a server that takes its time.

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { PreviewRequest } from "../../src/api";
import { age, lastEdit, newestPreview, previewFailure, renewRandom, startPreviewLoop } from "../../src/output/preview-loop";
import { call, caret, frozenTime, isStale, language, preview } from "../../src/state";
import { call as example, previewOf } from "./fixtures";

interface Asked {
  body: PreviewRequest;
  reply: (after?: number) => void;
  fail: (status: number) => void;
}

let asked: Asked[] = [];
let stop: () => void;

const input = (limit: number) => ({ ...example, input: `{"Limit":${limit}}` });
const bodyShown = () => preview.value?.request?.lines.at(-1)?.text;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_615_512_100 });
  asked = [];
  vi.stubGlobal("fetch", (_: string, init: { body: string; signal: AbortSignal | null }) => new Promise((resolve, reject) => {
    const body = JSON.parse(init.body) as PreviewRequest;
    init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
    const send = (status: number, json: unknown) => resolve(new Response(JSON.stringify(json), { status }));
    asked.push({
      body,
      reply: () => send(200, previewOf(body.call.input, body.time ?? Math.floor(Date.now() / 1000), body.random ?? 7, body.at)),
      fail: (status) => send(status, { error: "too large" }),
    });
  }));
  call.value = null;
  caret.value = null;
  frozenTime.value = null;
  language.value = "en-US";
  stop = startPreviewLoop();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets replies arrive. */
const settle = () => vi.advanceTimersByTimeAsync(0);

async function shown(limit: number): Promise<void> {
  call.value = input(limit);
  await vi.advanceTimersByTimeAsync(30);
  asked.at(-1)?.reply();
  await settle();
}

test("changes within 30 ms make one request, of the last", async () => {
  call.value = input(1);
  await vi.advanceTimersByTimeAsync(20);
  call.value = input(2);
  await vi.advanceTimersByTimeAsync(29);
  expect(asked).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.map((one) => one.body.call.input)).toEqual(['{"Limit":2}']);
});

test("the newest reply wins and older ones are dropped", async () => {
  await shown(1);
  call.value = input(2);
  await vi.advanceTimersByTimeAsync(30);
  call.value = input(3);
  await vi.advanceTimersByTimeAsync(30);
  asked[2]?.reply();
  await settle();
  asked[1]?.reply();
  await settle();
  expect(bodyShown()).toBe('{"Limit":3}');
  expect(isStale.value).toBe(false);
});

test("an edit is compared at the second that is shown and marks its steps", async () => {
  await shown(1);
  expect(lastEdit.value.steps).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  await shown(2);
  expect(asked.at(-1)?.body.time).toBe(1_795_615_512);
  expect(lastEdit.value.steps.map((step) => step.number)).toEqual([1, 2, 3, 5, 6]);
});

test("the clock follows once a second without marking", async () => {
  await shown(1);
  await shown(2);
  const marked = lastEdit.value;
  await vi.advanceTimersByTimeAsync(1000);
  asked.at(-1)?.reply();
  await settle();
  expect(preview.value?.time).toBe(1_795_615_513);
  expect(lastEdit.value).toBe(marked);
  expect(age.value).toBe("fresh");
});

test("a frozen clock asks nothing by itself", async () => {
  frozenTime.value = 1_700_000_000;
  await shown(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked.map((one) => one.body.time)).toEqual([1_700_000_000]);
});

test("the caret is no edit", async () => {
  await shown(1);
  await shown(2);
  const marked = lastEdit.value;
  caret.value = "/Limit";
  await vi.advanceTimersByTimeAsync(30);
  asked.at(-1)?.reply();
  await settle();
  expect(asked.at(-1)?.body.at).toBe("/Limit");
  expect(lastEdit.value).toBe(marked);
});

test("a slow server is named after 100 ms and 2 s, and the old values stay", async () => {
  await shown(1);
  call.value = input(2);
  await vi.advanceTimersByTimeAsync(99);
  expect(age.value).toBe("fresh");
  await vi.advanceTimersByTimeAsync(1);
  expect(age.value).toBe("updating");
  expect(bodyShown()).toBe('{"Limit":1}');
  await vi.advanceTimersByTimeAsync(1900);
  expect(age.value).toBe("slow");
  asked.at(-1)?.reply();
  await settle();
  expect(age.value).toBe("fresh");
});

test("the newest preview is waited for", async () => {
  await shown(1);
  call.value = input(2);
  const newest = newestPreview();
  await settle();
  asked.at(-1)?.reply();
  expect((await newest)?.request?.lines.at(-1)?.text).toBe('{"Limit":2}');
});

test("a failed preview says why and is no newest one", async () => {
  await shown(1);
  call.value = input(2);
  await vi.advanceTimersByTimeAsync(30);
  asked.at(-1)?.fail(413);
  await settle();
  expect(previewFailure.value).toBe("too large");
  expect(bodyShown()).toBe('{"Limit":1}');
});

test("the random number stays from edit to edit and changes after a call", async () => {
  await shown(1);
  await shown(2);
  expect(asked.at(-1)?.body.random).toBe(7);
  renewRandom();
  await shown(3);
  expect(asked.at(-1)?.body.random).toBeUndefined();
});
