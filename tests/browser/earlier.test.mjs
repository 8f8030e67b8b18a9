// A response says which call it belongs to, and a toast goes with what it offers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { accessibility, openPage, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

const open = (page, fragment) => page.evaluate((to) => {
  history.pushState(null, "", `#${to}`);
  dispatchEvent(new PopStateEvent("popstate"));
}, fragment);

test("a response is marked once the form is another, and has a way to the history", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage&input={%22Limit%22:7}" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Success", { exact: true }).first().waitFor();
  const since = page.getByText(/^Of DescribeImage, \d\d:\d\d:\d\d; the form has changed since$/);
  assert.equal(await since.count(), 0);
  await page.getByLabel("Limit").first().fill("9");
  await since.waitFor();
  assert.deepEqual(await accessibility(page), []);
  await page.getByLabel("Limit").first().fill("7");
  await since.waitFor({ state: "detached" });

  await open(page, "service=ecm&action=DeleteImage");
  await page.getByRole("heading", { level: 1, name: "DeleteImage" }).waitFor();
  await page.getByText("Not sent yet").waitFor();
  await page.getByRole("button", { name: "Earlier calls" }).click();
  await page.getByRole("heading", { level: 1, name: "History" }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("the offer to undo goes with its edit", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage&input={%22Limit%22:7}" });
  const toast = page.locator(".ui-toast");
  for (const undo of [
    () => toast.getByRole("button", { name: "Undo" }).click(),
    () => page.locator(".form-tools").getByRole("button", { name: "Undo" }).click(),
  ]) {
    await page.getByRole("button", { name: /Leave out Limit/ }).click();
    await toast.waitFor();
    await undo();
    await toast.waitFor({ state: "detached", timeout: 2000 });
    assert.equal(await page.getByLabel("Limit").first().inputValue(), "7");
  }
  assert.deepEqual(page.problems, []);
});
