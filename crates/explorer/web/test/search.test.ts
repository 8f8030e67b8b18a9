import { afterEach, expect, test, vi } from "vitest";

import type { SearchResponse } from "../src/api";
import { found, groups, only, openPalette, query, startSearch } from "../src/shell/palette-state";
import { start } from "../src/state";

/** Requests on their way: each is let go by the test, in any order. */
const waiting = new Map<string, (reply: SearchResponse) => void>();
const limits: number[] = [];

vi.stubGlobal("fetch", (_: string, { body }: { body: string }) => new Promise((resolve) => {
  const sent = JSON.parse(body) as { query: string; limit: number };
  limits.push(sent.limit);
  // A browser drops an aborted request; this one replies all the more.
  waiting.set(sent.query, (reply) => resolve(Response.json(reply)));
}));
startSearch();

const hit = (name: string) => ({
  kind: "action" as const, service: "ecm", version: "2019-07-19", action: null, name, matches: [],
  title: null, title_en: null, class: null, deprecated: false,
});
const reply = (name: string, total = 1): SearchResponse => ({
  groups: [{ kind: "action", hits: [hit(name)], total }], nearest: [],
});
const names = () => groups.value.flatMap((group) => group.hits.map((one) => one.name));
const settled = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => {
  waiting.clear();
  limits.length = 0;
});

test("the newest reply wins, in whichever order they come", async () => {
  openPalette("i");
  query.value = "im";
  query.value = "imp";
  waiting.get("imp")?.(reply("ImportImage"));
  await settled();
  waiting.get("i")?.(reply("Inquire"));
  waiting.get("im")?.(reply("Impossible"));
  await settled();
  expect(names()).toEqual(["ImportImage"]);
});

test("old results stay until new ones come", async () => {
  openPalette("a");
  waiting.get("a")?.(reply("A"));
  await settled();
  query.value = "ab";
  expect(names()).toEqual(["A"]);
  waiting.get("ab")?.(reply("AB"));
  await settled();
  expect(names()).toEqual(["AB"]);
});

test("before anything is typed there are favorites and recent calls, and no request", () => {
  const name = { service: "ecm", version: "2019-07-19", action: "ImportImage" };
  start.value = { favorites: [name], recent: [] } as never;
  openPalette("");
  expect(groups.value.map((group) => group.kind)).toEqual(["favorites"]);
  expect(names()).toEqual(["ImportImage"]);
  expect(waiting.size).toBe(0);
});

test("more opens one group and asks for more of it", async () => {
  openPalette("x");
  waiting.get("x")?.(reply("X", 12));
  await settled();
  expect(groups.value[0]?.more).toBe(11);
  only.value = "action";
  expect(limits).toEqual([5, 50]);
});

test("where nothing is found, the nearest names are listed", async () => {
  openPalette("imprt");
  waiting.get("imprt")?.({ groups: [], nearest: [hit("ImportImage")] });
  await settled();
  expect(groups.value.map((group) => group.kind)).toEqual(["nearest"]);
  expect(found.value?.query).toBe("imprt");
});
