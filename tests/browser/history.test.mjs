// Calls that come back: from the history, from the search, from Explain.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ask, openPage, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

const CALL = {
  service: "ecm", version: "2019-07-19", action: "DescribeImage", scheme: "TC3-HMAC-SHA256", method: "POST",
  input: '{"Filters":[{"Name":"image-type","Values":["PRIVATE_IMAGE"]}],"Limit":20}',
};

function send(input) {
  return ask(explorer, "send", { language: "en-US", call: { ...CALL, input }, destination: { target: "emulator" } });
}

/** What the form shows of the call, once it is open. */
async function shows(page) {
  await page.getByRole("heading", { level: 1, name: "DescribeImage" }).waitFor();
  await page.getByText("image-type", { exact: true }).first().waitFor();
  assert.equal(await page.getByLabel("Limit").first().inputValue(), "20");
  assert.equal(await page.getByText("PRIVATE_IMAGE", { exact: true }).first().isVisible(), true);
}

test("the form shows the request, however often a call is opened", async () => {
  const page = await openPage(explorer, { path: `?service=ecm&action=DescribeImage&input=${encodeURIComponent(CALL.input)}` });
  await shows(page);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Success", { exact: true }).first().waitFor();
  for (const name of ["Open in the form", "Send again to emulator"]) {
    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("row", { name: /DescribeImage/ }).first().click();
    await page.getByRole("button", { name }).click();
    await shows(page);
  }
  await page.getByRole("tab", { name: "Request" }).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("ecm DescribeImage");
  await page.getByRole("option").filter({ hasText: "DescribeImage" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await shows(page);
  assert.deepEqual(page.problems, []);
});

test("a click shows one call, two ticks compare, and the buttons say which they are about", async () => {
  for (const limit of [1, 2]) await send(`{"Limit":${limit}}`);
  const page = await openPage(explorer, { path: "?view=history" });
  const rows = page.getByRole("row", { name: /DescribeImage/ });
  const details = page.getByRole("region", { name: "Call", exact: true });
  await rows.filter({ hasText: "0 of 0 items" }).nth(0).click();
  await details.getByText('{"Limit":2}').waitFor();
  // The response has a line for each member.
  await details.getByText('"RequestId"').waitFor();
  assert.ok(await details.locator(".ui-line").count() > 3);
  await rows.nth(1).click();
  await details.getByText('{"Limit":1}').waitFor();
  await page.getByRole("checkbox").nth(0).check();
  const compared = page.getByRole("region", { name: "Compare" });
  await compared.getByText("the newer call:").waitFor();
  await compared.getByRole("button", { name: "Open in the form" }).click();
  assert.equal(await page.getByLabel("Limit").first().inputValue(), "2");
  assert.deepEqual(page.problems, []);
});

test("a call that was for another target says where Send goes", async () => {
  const { code } = await (await ask(explorer, "snippet", {
    language: "en-US", form: "http", call: CALL, destination: { target: "emulator" },
  })).json();
  const page = await openPage(explorer, { path: "?view=explain" });
  const box = page.getByRole("textbox", { name: "Failing request" });
  const open = page.getByRole("button", { name: "Open in the form" });
  await box.fill(code.replace(/Credential=[^/]+/, "Credential=test-secret-id-000001"));
  await page.getByRole("heading", { name: /key/i }).first().waitFor();
  await open.click();
  await page.getByText("This call was for another target. Send goes to the emulator.").waitFor();
  await shows(page);
  assert.deepEqual(page.problems, []);
});
