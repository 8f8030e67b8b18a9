// The daily way: search, fill, look at the signature, send, read the error, take the code.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ask, openPage, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

/** An action through the search, with the keyboard alone. */
async function open(page, words) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(words);
  await page.getByRole("option").filter({ hasText: words.split(" ").at(-1) }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: words.split(" ").at(-1) }).waitFor();
}

const tab = (page, name) => page.getByRole("tab", { name, exact: false });

test("search finds actions, members and error codes", async () => {
  const page = await openPage(explorer);
  await page.keyboard.press("Control+k");
  for (const [query, found] of [
    ["import image", "ImportImage"], ["导入镜像", "ImportImage"], ["#ImageDuplicate", "ImageDuplicate"],
    [".SourceRegion", "SourceRegion"], ["ecm :deletes", "DeleteImage"], ["DescrbeImage", "DescribeImage"],
  ]) {
    await page.getByRole("combobox").fill(query);
    await page.getByRole("option").filter({ hasText: found }).first().waitFor();
  }
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.deepEqual(page.problems, []);
});

test("a search that is typed at once loses no letter", async () => {
  const page = await openPage(explorer);
  await page.getByRole("heading", { name: "What do you want to call?" }).waitFor();
  await page.keyboard.type("import image");
  assert.equal(await page.getByRole("combobox").inputValue(), "import image");
});

test("import an image, import it again, and read why it fails", async () => {
  const page = await openPage(explorer);
  await open(page, "ecm ImportImage");
  await page.getByLabel("ImageId").first().fill("img-pmqg1cw9");
  await page.getByLabel("ImageDescription").first().fill("sampleImage");
  await page.getByLabel("SourceRegion").first().fill("ap-chengdu");
  await page.getByText('"sampleImage"').first().waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Success", { exact: true }).first().waitFor();
  assert.equal(await tab(page, "Response").getAttribute("aria-selected"), "true");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "InvalidParameterValue.ImageDuplicate" }).or(
    page.locator("#output-error-code")).first().waitFor();
  await page.getByText("What to do").waitFor();
  assert.deepEqual(page.problems, []);
});

test("what is shown is what is sent", async () => {
  const page = await openPage(explorer);
  await open(page, "ecm DescribeImage");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Success", { exact: true }).first().waitFor();
  const journal = await (await ask(explorer, "emulator/journal", { language: "en-US", after: 0 })).json();
  const last = journal.entries.at(-1);
  assert.equal(last.action, "DescribeImage");
  assert.equal(last.code, null);
});

test("a finding stands beside its field, and F8 goes to it", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage&input={%22Offset%22:%221o%22}" });
  await page.getByText("Expected an integer, got a string.").first().waitFor();
  await page.getByText("1 finding").first().waitFor();
  await page.keyboard.press("F8");
  await page.waitForFunction(() => document.activeElement?.value === "1o");
});

test("nothing typed is lost by a change of the view, a failed call or a reload", async () => {
  const page = await openPage(explorer);
  await open(page, "ecm ImportImage");
  await page.getByLabel("ImageDescription").first().fill("typed by hand");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const json = page.getByRole("textbox", { name: /JSON/ });
  assert.match(await json.inputValue(), /typed by hand/);
  await json.fill('{"ImageId":"img-1","Broken');
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  assert.equal(await json.inputValue(), '{"ImageId":"img-1","Broken');
  await json.fill('{"ImageId":"img-2","ImageDescription":"kept","SourceRegion":"ap-chengdu"}');
  await page.keyboard.press("Control+Enter");
  await page.locator("#output-error-code").waitFor();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "ImportImage" }).waitFor();
  assert.match(await page.content().then(() => page.evaluate(() =>
    [...document.querySelectorAll("input,textarea")].map((one) => one.value).join("\n"))), /kept/);
});

test("a Rust program is typed or not, and names what it depends on", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=DescribeImage&input={%22Limit%22:20}" });
  await tab(page, "Code").click();
  await page.getByRole("tab", { name: "Rust", exact: true }).click();
  const manifest = page.getByRole("region", { name: "Cargo.toml" });
  const shows = (text) => page.waitForFunction((text) => document.querySelector(".output-code pre")?.textContent.includes(text), text);
  await shows("DescribeImage::new().limit(20)");
  assert.match(await manifest.textContent(), /tencentcloud-ecm = /);
  await page.getByRole("button", { name: "Untyped", exact: true }).click();
  await shows("catalog::action");
  assert.doesNotMatch(await manifest.textContent(), /tencentcloud-ecm/);
  await page.reload();
  await tab(page, "Code").click();
  await shows("catalog::action");
  await page.getByRole("button", { name: "Untyped", pressed: true }).waitFor();
  await page.getByRole("tab", { name: "Python", exact: true }).click();
  await shows("import");
  assert.equal(await manifest.count() + await page.getByRole("button", { name: "Untyped" }).count(), 0);
  // No types for this input.
  await page.getByRole("tab", { name: "Rust blocking", exact: true }).click();
  await page.getByRole("button", { name: "Untyped" }).waitFor();
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await page.getByRole("textbox", { name: /JSON/ }).fill('{"Other":20}');
  await page.getByRole("button", { name: "Untyped" }).waitFor({ state: "detached" });
  await manifest.waitFor();
  assert.deepEqual(page.problems, []);
});

test("a typed program of any service comes with the command that generates its crate", async () => {
  const page = await openPage(explorer, { path: "?service=cvm&action=RunInstances" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await tab(page, "Code").click();
  await page.getByRole("tab", { name: "Rust", exact: true }).click();
  const shows = (text) => page.waitForFunction((text) => document.querySelector(".output-code pre")?.textContent.includes(text), text);
  const types = page.getByRole("region", { name: "Types" });
  await page.getByRole("button", { name: "Untyped", pressed: true }).waitFor();
  await shows("catalog::action");
  assert.equal(await types.count(), 0);
  await page.getByRole("button", { name: "Typed", exact: true }).click();
  await shows("RunInstances::new()");
  assert.match(await types.textContent(), /tc3 generate crate cvm --only RunInstances --core path=\.\.\/tencentcloud --out \.\.\/tencentcloud-cvm/);
  assert.match(await page.getByRole("region", { name: "Cargo.toml" }).textContent(), /tencentcloud-cvm = \{ path = "\.\.\/tencentcloud-cvm" \}/);
  await types.getByRole("button", { name: "Copy the command" }).click();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^tc3 generate crate cvm .*tencentcloud-cvm$/);
  assert.deepEqual(page.problems, []);
});

test("every form of code appears and names the action", async () => {
  const page = await openPage(explorer);
  await open(page, "ecm ImportImage");
  await page.getByLabel("ImageDescription").first().fill("sampleImage");
  await tab(page, "Code").click();
  for (const name of ["curl", "HTTP", "tc3", "Rust", "Rust blocking", "Python", "Go", "Node", "Java", "tccli"]) {
    const one = page.getByRole("tab", { name, exact: true });
    await one.click();
    await page.waitForFunction(() => document.querySelector("[role=tabpanel]")?.textContent?.includes("ImportImage"));
  }
  assert.deepEqual(page.problems, []);
});
