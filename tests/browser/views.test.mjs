// Explain, emulator and history; pastes and files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { ask, openPage, paste, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

const CALL = {
  service: "ecm", version: "2019-07-19", action: "DescribeImage", input: '{"Limit":7}',
  scheme: "TC3-HMAC-SHA256", method: "POST",
};

/** A request of the emulator's key, signed as it should be. */
async function signedRequest() {
  const reply = await (await ask(explorer, "snippet", {
    language: "en-US", form: "http", call: CALL, destination: { target: "emulator" },
  })).json();
  return reply.code;
}

test("a failing request is explained, and a right one is right", async () => {
  const page = await openPage(explorer, { path: "?view=explain" });
  const right = await signedRequest();
  const box = page.getByRole("textbox", { name: "Failing request" });
  await box.fill(right);
  await page.getByText("The signature is right", { exact: false }).first().waitFor();
  // One byte more in the body, which the signature does not know.
  await box.fill(right.replace('{"Limit":7}', '{"Limit": 7}').replace(/content-length: 11/i, "content-length: 12"));
  await page.getByText("payload-reserialized").first().waitFor();
  await page.reload();
  assert.match(await box.inputValue(), /"Limit": 7/);
  assert.deepEqual(page.problems, []);
});

test("a paste fills the form, or Explain where it is signed", async () => {
  const page = await openPage(explorer);
  await paste(page, "tccli ecm DescribeImage --Limit 9");
  await page.getByRole("heading", { level: 1, name: "DescribeImage" }).waitFor();
  assert.equal(await page.getByLabel("Limit").first().inputValue(), "9");
  await paste(page, "https://console.cloud.tencent.com/api/explorer?Product=cvm&Version=2017-03-12&Action=DescribeZones");
  await page.getByRole("heading", { level: 1, name: "DescribeZones" }).waitFor();
  await paste(page, await signedRequest());
  await page.getByRole("textbox", { name: "Failing request" }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("the journal grows, and the clock makes a signature expire", async () => {
  const page = await openPage(explorer, { path: "?view=emulator" });
  await page.getByRole("button", { name: "+1 day" }).click();
  const old = { time: Math.floor(Date.now() / 1000), random: 1 };
  await ask(explorer, "send", { language: "en-US", call: CALL, destination: { target: "emulator" }, ...old });
  await page.getByText("AuthFailure.SignatureExpire").filter({ visible: true }).nth(1).waitFor();
  await page.getByRole("button", { name: "Real time" }).click();
  assert.deepEqual(page.problems, []);
});

test("a string is filled with a file as Base64", async () => {
  const page = await openPage(explorer, { path: "?service=ocr&action=RecognizeGeneralInvoice" });
  await page.getByRole("heading", { level: 1, name: "RecognizeGeneralInvoice" }).waitFor();
  const field = page.getByLabel("ImageBase64").first();
  await field.focus();
  await page.getByRole("button", { name: /ImageBase64/ }).last().click();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("menuitem", { name: "Fill with a file as Base64…" }).click(),
  ]);
  await chooser.setFiles({ name: "invoice.png", mimeType: "image/png", buffer: Buffer.from("an invoice") });
  await page.waitForFunction((base64) => document.querySelector("#form textarea")?.value === base64,
    Buffer.from("an invoice").toString("base64"));
  assert.deepEqual(page.problems, []);
});

test("the history compares, exports and imports", async () => {
  for (const limit of [1, 2]) {
    await ask(explorer, "send", {
      language: "en-US", call: { ...CALL, input: `{"Limit":${limit}}` }, destination: { target: "emulator" },
    });
  }
  const page = await openPage(explorer, { path: "?view=history" });
  const boxes = page.getByRole("checkbox");
  await boxes.nth(1).waitFor();
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByText("signature", { exact: false }).first().waitFor();
  await boxes.nth(0).uncheck();
  const [download] = await Promise.all([
    page.waitForEvent("download"), page.getByRole("button", { name: "Export 1" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "DescribeImage.tc3.json");
  const path = await download.path();
  const file = JSON.parse(readFileSync(path, "utf8"));
  assert.equal(file.tc3, 1);
  assert.equal(file.call.action, "DescribeImage");
  await page.locator("input[type=file]").setInputFiles({
    name: "x.tc3.json", mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ tc3: 1, call: { ...CALL, input: '{"Limit":12}' } })),
  });
  await page.getByRole("heading", { level: 1, name: "DescribeImage" }).waitFor();
  assert.equal(await page.getByLabel("Limit").first().inputValue(), "12");
});
