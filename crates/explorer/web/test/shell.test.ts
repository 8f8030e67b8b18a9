import { expect, test } from "vitest";

import type { HistoryRow } from "../src/api";
import { action, changesAllowedUntil, destination, isAway, isLoopback } from "../src/state";
import { distinct } from "../src/shell/recent";
import { allowChanges, isBlocked, span, startTarget } from "../src/shell/target-state";
import { fill, titleOf } from "../src/ui/copy";
import { step } from "../src/ui/step";
import { range } from "../src/ui/virtual-list";
import { language } from "../src/state";

test("a host of this machine is told from others", () => {
  for (const one of ["localhost:1", "127.0.0.1", "127.8.9.1:80", "http://[::1]:8080/", "https://localhost/"]) {
    expect(isLoopback(one), one).toBe(true);
  }
  for (const one of ["", "api.internal:8443", "127.0.0.1.example.com", "localhost.example.com", "10.0.0.1", "https://0.0.0.0"]) {
    expect(isLoopback(one), one).toBe(false);
  }
});

test("a custom endpoint of another machine is treated like the cloud", () => {
  destination.value = { target: "custom", endpoint: "127.0.0.1:8080" };
  expect(isAway.value).toBe(false);
  destination.value = { target: "custom", endpoint: "api.internal:8443" };
  expect(isAway.value).toBe(true);
  destination.value = { target: "emulator" };
  expect(isAway.value).toBe(false);
});

test("a permission for changes ends with its target", () => {
  startTarget();
  action.value = { class: "deletes" } as never;
  destination.value = { target: "cloud" };
  expect(isBlocked.value).toBe(true);
  allowChanges();
  expect(isBlocked.value).toBe(false);
  expect(changesAllowedUntil.value).toBeGreaterThan(Date.now() + 9 * 60_000);
  destination.value = { target: "custom", endpoint: "api.internal" };
  expect(changesAllowedUntil.value).toBe(0);
  expect(isBlocked.value).toBe(true);
  action.value = { class: "reads" } as never;
  expect(isBlocked.value).toBe(false);
  destination.value = { target: "emulator" };
  action.value = null;
});

test("recent calls name each action once, with its newest result", () => {
  const row = (id: number, name: string) => ({ id, service: "ecm", version: "2019-07-19", action: name }) as HistoryRow;
  expect(distinct([row(3, "A"), row(2, "B"), row(1, "A")]).map((one) => one.id)).toEqual([3, 2]);
});

test("a long list draws the rows of the window and some around it", () => {
  expect(range(-300, 600, 28, 1000)).toEqual([0, 23]);
  const [from, to] = range(14_000, 700, 28, 1000);
  expect(from).toBeLessThanOrEqual(500);
  expect(to).toBeGreaterThanOrEqual(525);
  expect(to - from).toBeLessThan(60);
  expect(range(90_000, 700, 28, 1000)).toEqual([1000, 1000]);
});

test("arrows wrap around, and other keys are none of the list", () => {
  expect(step("ArrowDown", 2, 3, "vertical")).toBe(0);
  expect(step("ArrowUp", 0, 3, "vertical")).toBe(2);
  expect(step("ArrowRight", 0, 3, "vertical")).toBe(-1);
  expect(step("End", 0, 3, "horizontal")).toBe(2);
  expect(step("ArrowRight", 0, 0, "horizontal")).toBe(-1);
});

test("a title in the other language is marked", () => {
  language.value = "en-US";
  expect(titleOf({ title: "查询镜像", title_en: null })).toEqual({ text: "查询镜像", lang: "zh" });
  expect(titleOf({ title: "查询镜像", title_en: "Query images" })).toEqual({ text: "Query images" });
  language.value = "zh-CN";
  expect(titleOf({ title: null, title_en: "Query images" })).toEqual({ text: "Query images", lang: "en" });
  expect(fill({ en: "{0} of {1}", zh: "{1} 中的 {0}" }, 1, 2)).toBe("2 中的 1");
  language.value = "en-US";
});

test("a length of time is said in its largest unit", () => {
  expect([30, 300, 7200, 86_400 * 3].map(span)).toEqual(["30 s", "5 min", "2 h", "3 d"]);
});
