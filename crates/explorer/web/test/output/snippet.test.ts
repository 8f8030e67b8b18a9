// The code against a server that replies at once.

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Snippet, SnippetRequest } from "../../src/api";
import {
  chooseForm, chooseTypes, followSnippet, restoreForm, snippet, snippetTypes,
} from "../../src/output/snippet";
import { call, isStale, preview, snippetForm } from "../../src/state";
import { call as example } from "./fixtures";

let asked: SnippetRequest[] = [];
let stop: () => void;
const kept = new Map<string, string>();

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  vi.stubGlobal("fetch", async (_: string, init: { body: string }) => {
    const body = JSON.parse(init.body) as SnippetRequest;
    asked.push(body);
    const reply: Snippet = {
      code: `${body.types ?? "default"}\n`, manifest: "a = 1\n", generate: null, types: body.types ?? "typed",
      unsupported: null, caption: "", expires: null,
    };
    return new Response(JSON.stringify(reply));
  });
  preview.value = null;
  isStale.value = false;
  call.value = example;
  chooseForm("rust");
  snippetTypes.value = null;
  stop = followSnippet();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

test("the chosen program is shown at once, and while the form changes", async () => {
  await settle();
  expect(snippet.value?.of.code).toBe("default\n");
  chooseTypes("untyped");
  await settle();
  expect(snippet.value?.of.code).toBe("untyped\n");
  call.value = { ...example, input: "{}" };
  await vi.advanceTimersByTimeAsync(150);
  expect(asked.map((body) => body.types)).toEqual([undefined, "untyped", "untyped"]);
});

test("the choice is remembered, as the language is", () => {
  restoreForm();
  expect(snippetTypes.value).toBeNull();
  chooseForm("rust-blocking");
  chooseTypes("untyped");
  snippetForm.value = "rust";
  snippetTypes.value = "typed";
  restoreForm();
  expect([snippetForm.value, snippetTypes.value]).toEqual(["rust-blocking", "untyped"]);
});
