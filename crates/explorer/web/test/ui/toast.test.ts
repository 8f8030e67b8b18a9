// A toast goes when what it offers makes no sense any more.

import { beforeEach, expect, test } from "vitest";

import type { Call } from "../../src/api";
import { offerUndo } from "../../src/form/change";
import { setInput, undoEdit } from "../../src/form/model";
import { call, view } from "../../src/state";
import { shownToast, toast } from "../../src/ui/toast";

const example: Call = {
  service: "ecm", version: "2019-07-19", action: "DescribeImage", input: '{"Limit":20}',
  scheme: "TC3-HMAC-SHA256", method: "POST",
};

beforeEach(() => {
  view.value = "explore";
  call.value = example;
  setInput("{}");
  offerUndo("Limit is left out");
});

test("the offer to undo stays while the edit is the newest", () => {
  call.value = { ...call.value, region: "ap-chengdu" } as Call;
  expect(shownToast.value?.text).toBe("Limit is left out");
});

test.each([
  ["the edit is undone elsewhere", undoEdit],
  ["something else is edited", () => setInput('{"Offset":1}')],
  ["another action is opened", () => { call.value = { ...example, action: "DeleteImage", input: "{}" }; }],
  ["another view is opened", () => { view.value = "history"; }],
])("the offer to undo goes when %s", (_, run) => {
  run();
  expect(shownToast.value).toBeNull();
});

test("a toast without a condition stays for its time", () => {
  toast({ text: "Copied" });
  view.value = "history";
  expect(shownToast.value?.text).toBe("Copied");
});
