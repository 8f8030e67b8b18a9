// The first minutes with the page: the start screen, an empty form, the way to the keys.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { CANARY, openPage, paste, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => {
  explorer = await startExplorer({
    env: { TENCENTCLOUD_SECRET_ID: CANARY.id, TENCENTCLOUD_SECRET_KEY: CANARY.key },
  });
});
after(() => explorer.stop());

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.id);

test("the logo leads to the start screen, and what was typed is kept", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage" });
  const limit = page.getByLabel("Limit").first();
  await limit.fill("7");
  await page.getByRole("button", { name: "tc3 explorer, start screen" }).click();
  await page.getByRole("heading", { name: "What do you want to call?" }).waitFor();
  await page.goBack();
  assert.equal(await limit.inputValue(), "7");
  assert.deepEqual(page.problems, []);
});

test("a link of Tencent Cloud opens with the required members, empty and without findings", async () => {
  const page = await openPage(explorer);
  await paste(page, "https://console.cloud.tencent.com/api/explorer?Product=ecm&Version=2019-07-19&Action=ImportImage");
  await page.getByRole("heading", { level: 1, name: "ImportImage" }).waitFor();
  const first = page.getByLabel("ImageId").first();
  await page.waitForFunction((id) => document.activeElement?.id === id, await first.getAttribute("id"));
  assert.equal(await first.inputValue(), "");
  await page.getByText("No findings").first().waitFor();
  assert.deepEqual(page.problems, []);
});

test("a new row misses nothing, and a field's menu is no Tab stop", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage" });
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Add to Filters");
  await page.keyboard.press("Enter");
  await page.getByText('"Filters":[{').first().waitFor();
  await page.getByText("No findings").first().waitFor();
  assert.equal(await page.getByText("Missing. Required by the catalog.").count(), 0);
  await page.waitForFunction(() => document.activeElement?.matches(".form-item textarea, .form-item input"));
  for (let at = 0; at < 8; at += 1) {
    await page.keyboard.press("Tab");
    assert.doesNotMatch(await focused(page) ?? "", /^Menu of (?!Filters)/);
  }
  await page.getByLabel("Limit").first().focus();
  await page.keyboard.press("Alt+Enter");
  await page.getByRole("menuitem", { name: "Send null" }).press("Enter");
  await page.getByText('"Limit":null').first().waitFor();
  assert.deepEqual(page.problems, []);
});

test("an error code that is chosen says what it has to do with the action", async () => {
  const page = await openPage(explorer);
  await page.keyboard.press("Control+k");
  await page.getByText("narrow with ecm, :deletes, #code or .Member").waitFor();
  await page.getByRole("combobox").fill("#ImageDuplicate");
  const hit = page.getByRole("option").filter({ hasText: "ImageDuplicate" }).first();
  await hit.waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText(/ImageDuplicate is an error code of \w+\. \w+ is an action that may return it\./).waitFor();
  assert.deepEqual(page.problems, []);
});

test("code says where its keys come from", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage" });
  await page.getByRole("tab", { name: "Code" }).click();
  await page.getByRole("tab", { name: "Rust", exact: true }).click();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy export lines" }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^export TENCENTCLOUD_SECRET_ID=/);
  await page.getByRole("button", { name: "Emulator", exact: true }).last().click();
  await page.getByRole("button", { name: /Real cloud/ }).click();
  await page.getByRole("button", { name: "Switch to the real cloud" }).click();
  await page.getByRole("button", { name: "Copy export lines" }).waitFor({ state: "hidden" });
  await page.getByRole("tab", { name: "curl", exact: true }).click();
  await page.getByText("it prints the command in your terminal, since keys of an account stay out").waitFor();
  assert.deepEqual(page.problems, []);
});

test("the clock says how a signature expires, and it does", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage" });
  await page.getByRole("button", { name: /^Time \d+/ }).click();
  await page.getByRole("button", { name: "Freeze at this second" }).click();
  await page.getByRole("button", { name: "Emulator", exact: true }).first().click();
  await page.getByText("freeze Time in the form before you move it").waitFor();
  await page.getByRole("button", { name: "+1 day" }).click();
  await page.getByRole("button", { name: "Explore", exact: true }).click();
  await page.keyboard.press("Control+Enter");
  await page.getByText("AuthFailure.SignatureExpire").first().waitFor();
  assert.deepEqual(page.problems, []);
});
