// Lists by keyboard: a long one is a single Tab stop.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ask, openPage, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

const focused = (page) => page.evaluate(() => document.activeElement?.querySelector(".shell-row-name")?.textContent);
const rows = (page) => page.locator(".shell-side-service .shell-row");

test("the side list is one Tab stop for each of its lists, and arrows move in it", async () => {
  const call = { service: "ecm", version: "2019-07-19", action: "DescribeImage", input: "{}", scheme: "TC3-HMAC-SHA256", method: "POST" };
  for (const action of ["DescribeImage", "DeleteImage"]) {
    await ask(explorer, "send", { language: "en-US", call: { ...call, action }, destination: { target: "emulator" } });
  }
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage" });
  await page.locator(".shell-row[aria-current]").waitFor();
  assert.equal(await page.locator("nav .shell-row[tabindex='0']").count(), 2);
  const count = await rows(page).count();
  assert.ok(count > 100);

  await page.locator("nav .shell-row[tabindex='0']").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "DescribeImage");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "DescribeImage", "the open action");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-current")), "true");
  await page.keyboard.press("Home");
  assert.equal(await focused(page), await rows(page).first().locator(".shell-row-name").textContent());
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), await rows(page).last().locator(".shell-row-name").textContent());
  assert.ok(await rows(page).last().evaluate((one) => one.getBoundingClientRect().bottom <= innerHeight));
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".shell-side-service")), null, "back to Recent");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  const next = await focused(page);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: next }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("the keys reach the rows of a long list that are not drawn", async () => {
  const page = await openPage(explorer, { path: "?service=cvm&action=DescribeZones" });
  await page.locator(".shell-row[aria-current]").waitFor();
  const services = await (await ask(explorer, "search", { language: "en-US", query: "vpc ", limit: 1 })).json();
  assert.ok(services.groups[0].total > 200);
  await page.evaluate(() => { history.pushState(null, "", "#service=vpc&action=DescribeVpcs"); dispatchEvent(new PopStateEvent("popstate")); });
  await page.getByText(/^VPC /).first().waitFor();
  await page.locator(".shell-row[aria-current]").focus();
  for (const [key, name] of [["End", /^Withdraw|^Unl|^[T-W]/], ["Home", /^A/]]) {
    await page.keyboard.press(key);
    await page.waitForFunction((source) => new RegExp(source).test(document.activeElement?.textContent ?? ""), name.source);
    assert.ok(await page.evaluate(() => {
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return top >= 92 && bottom <= innerHeight;
    }), `${key}: the row is in view`);
  }
  assert.deepEqual(page.problems, []);
});
