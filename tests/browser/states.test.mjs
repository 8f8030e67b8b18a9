// What the page says where a call has no ordinary end: each once, with a way out.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, test } from "node:test";

import { accessibility, openPage, picture, startExplorer } from "./explorer.mjs";

const KEYS = { TENCENTCLOUD_SECRET_ID: "test-secret-id-000001", TENCENTCLOUD_SECRET_KEY: "test-secret-key-000001" };
const of = (action, input) => `?${new URLSearchParams({ service: "ecm", action, input: JSON.stringify(input) })}`;
const IMPORT = of("ImportImage", { ImageId: "img-pmqg1cw9", ImageDescription: "sampleImage", SourceRegion: "ap-chengdu" });
const LIST = of("DescribeImage", { Limit: 20 });

let explorer;
const servers = [];
before(async () => { explorer = await startExplorer({ env: KEYS }); });
after(async () => {
  for (const one of servers) one.close();
  await explorer.stop();
});

/** A server on loopback whose response depends on the number of the request; null: a reset. */
function respond(response) {
  let count = 0;
  const server = createServer((socket) => {
    let got = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      got += chunk;
      const [head, body] = got.split("\r\n\r\n");
      if (body === undefined || body.length < Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)) return;
      count += 1;
      const reply = response(count);
      if (reply === null) socket.resetAndDestroy();
      else socket.end(reply);
    });
  });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({
      url: `http://127.0.0.1:${server.address().port}`, count: () => count,
    }));
  });
}
const http = (status, type, body) => `HTTP/1.1 ${status} Status\r\nContent-Type: ${type}\r\n`
  + `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
const json = (output) => http(200, "application/json", JSON.stringify({ Response: { ...output, RequestId: "request-1" } }));
const throttled = json({ Error: { Code: "RequestLimitExceeded", Message: "Slow down." } });

/** The page with a call that was sent to this endpoint. */
async function sent(path, endpoint, options = {}) {
  const page = await openPage(explorer, { path, reducedMotion: "reduce", ...options });
  await page.getByRole("heading", { level: 1 }).waitFor();
  const bar = page.getByRole("region", { name: "Target" });
  await bar.getByRole("button").first().click();
  await bar.getByRole("button", { name: "Custom endpoint…" }).click();
  await bar.getByRole("textbox").fill(endpoint);
  await page.keyboard.press("Enter");
  await bar.getByText(new URL(endpoint).host).first().waitFor();
  await page.keyboard.press("Control+Enter");
  return page;
}

/** Nothing serious for axe-core, nothing cut off on a small phone, light and dark. */
async function looksRight(page, name) {
  await picture(page, `state-${name}`);
  assert.deepEqual(await accessibility(page), []);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.waitForTimeout(100);
  assert.deepEqual(await accessibility(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "too wide at 320 pixels");
  assert.deepEqual(page.problems.filter((one) => !/ERR_CONNECTION|ERR_EMPTY_RESPONSE/.test(one)), []);
  await page.context().close();
}

/** How often the page says it, outside of tables. */
const times = async (page, text) => (await page.locator("main, body").first().innerText()).split(text).length - 1;
const heading = (page, name) => page.getByRole("heading", { level: 2, name });

test("the link of another run names the cause", async () => {
  const stale = { ...explorer, link: explorer.link.replace(/#.*/, `#${"0".repeat(32)}`) };
  const page = await openPage(stale);
  await page.getByText("Open the link that tc3 explorer printed last.").waitFor();
  await looksRight(page, "stale");
});

test("the process has ended: the page says so, and keeps what was typed", async () => {
  const own = await startExplorer();
  const page = await openPage(own, { path: IMPORT });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByLabel("ImageDescription").first().fill("typed by hand");
  await own.stop();
  await page.keyboard.press("Control+Enter");
  await heading(page, "No result").waitFor();
  await page.getByText(`tc3 explorer --listen ${new URL(own.origin).host}`).waitFor();
  assert.equal(await page.getByLabel("ImageDescription").first().inputValue(), "typed by hand");
  assert.equal(await page.getByText("Failed to fetch").count(), 0);
  await looksRight(page, "ended");
});

test("no key for the real cloud: the way out is the emulator", async () => {
  const own = await startExplorer();
  const page = await openPage(own, { path: LIST });
  const bar = page.getByRole("region", { name: "Target" });
  await bar.getByRole("button").first().click();
  await bar.getByRole("button", { name: "Real cloud…" }).click();
  await page.getByRole("button", { name: "Switch to the real cloud" }).click();
  await heading(page, "No key for the real cloud").waitFor();
  await page.getByRole("button", { name: "Use the emulator" }).click();
  await page.getByRole("heading", { name: "Exact bytes" }).waitFor();
  await page.context().close();
  await own.stop();
});

test("a call that deletes is asked for at every width", async () => {
  for (const width of [360, 700, 1440]) {
    const page = await openPage(explorer, {
      path: of("DeleteImage", { ImageIDSet: ["img-1"] }), viewport: { width, height: 800 }, reducedMotion: "reduce",
    });
    await page.getByRole("heading", { level: 1 }).waitFor();
    const bar = page.getByRole("region", { name: "Target" });
    await bar.getByRole("button").first().click();
    await bar.getByRole("button", { name: "Real cloud…" }).click();
    await page.getByRole("button", { name: "Switch to the real cloud" }).click();
    await bar.getByRole("button", { name: "Allow changes…" }).click();
    await bar.getByRole("button", { name: "Allow changes", exact: true }).click();
    await page.getByRole("button", { name: "Send to real cloud" }).click();
    const dialog = page.getByRole("alertdialog", { name: "This deletes on the real cloud" });
    await dialog.waitFor();
    assert.deepEqual(await accessibility(page), []);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.context().close();
  }
});

test("no connection: nothing was sent, each attempt is listed", async () => {
  const page = await sent(IMPORT, "http://127.0.0.1:9");
  await heading(page, "No connection to 127.0.0.1:9").waitFor();
  assert.equal(await times(page, "Nothing was sent"), 1);
  assert.equal(await page.getByRole("row").count(), 5);
  await page.getByRole("cell", { name: "not retried" }).waitFor();
  await looksRight(page, "no-connection");
});

test("a write without a response: unknown, and a call that checks it sends nothing", async () => {
  const server = await respond(() => null);
  const page = await sent(IMPORT, server.url);
  await heading(page, "Outcome unknown").waitFor();
  assert.equal(await times(page, "Check before you send it again."), 1);
  assert.equal(server.count(), 1);
  await page.getByRole("button", { name: "Check with DescribeImage" }).click();
  await page.getByRole("heading", { level: 1, name: "DescribeImage" }).waitFor();
  assert.equal(server.count(), 1);
  await page.goBack();
  await heading(page, "Outcome unknown").waitFor();
  await looksRight(page, "unknown");
});

test("a read without a response may be sent again", async () => {
  const server = await respond(() => null);
  const page = await sent(LIST, server.url);
  await heading(page, "No response").waitFor();
  assert.equal(await times(page, "Outcome unknown"), 0);
  await page.getByRole("button", { name: "Send again", exact: true }).waitFor();
  await looksRight(page, "no-response");
});

test("a page of a proxy is no API response", async () => {
  const server = await respond(() => http(502, "text/html", "<h1>Bad Gateway</h1>"));
  const page = await sent(IMPORT, server.url);
  await heading(page, "Not an API response").waitFor();
  await page.getByText("HTTP 502, text/html, 20 bytes.").waitFor();
  await page.getByText("<h1>Bad Gateway</h1>").waitFor();
  await looksRight(page, "not-api");
});

test("two attempts: what came of each, and the wait between", async () => {
  const duplicate = json({ Error: { Code: "InvalidParameterValue.ImageDuplicate", Message: "Imported before." } });
  const server = await respond((count) => (count === 1 ? throttled : duplicate));
  const page = await sent(IMPORT, server.url);
  await heading(page, "InvalidParameterValue.ImageDuplicate").waitFor();
  const rows = page.getByRole("row");
  assert.match(await rows.nth(1).innerText(), /RequestLimitExceeded[^]*not executed, retried after/);
  assert.match(await rows.nth(2).innerText(), /ImageDuplicate[^]*permanent, not retried/);
  await looksRight(page, "two-attempts");
});

test("an output that is not as declared is shown with what is wrong", async () => {
  const server = await respond(() => json({ TotalCount: "many", ImageSet: [{ ImageId: "img-1", Foo: 1 }] }));
  const page = await sent(LIST, server.url);
  await page.getByText("2 members are not as declared").waitFor();
  await page.getByText("ImageSet.0.Foo: The catalog does not declare it.").waitFor();
  await looksRight(page, "not-as-declared");
});

test("in Chinese the same states are Chinese", async () => {
  const page = await openPage(explorer, { path: IMPORT, locale: "zh-CN" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  const bar = page.getByRole("region").first();
  await bar.getByRole("button").first().click();
  await bar.getByRole("button", { name: "自定义地址" }).click();
  await bar.getByRole("textbox").fill("http://127.0.0.1:9");
  await page.keyboard.press("Enter");
  await bar.getByText("127.0.0.1:9").first().waitFor();
  await page.keyboard.press("Control+Enter");
  await heading(page, "无法连接 127.0.0.1:9").waitFor();
  await page.getByText("未发送任何内容，接口没有执行。").waitFor();
  await page.getByRole("cell", { name: "毫秒" }).first().waitFor();
  await looksRight(page, "no-connection-zh");
});
