// The page for everybody: accessible views, keyboard, Chinese, dark, small and large.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { accessibility, openPage, picture, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

const FILLED = "?service=ecm&action=DescribeImage&input="
  + encodeURIComponent('{"Filters":[{"Name":"image-type","Values":["PRIVATE_IMAGE"]}],"Offset":"1o","Limit":20}');
const views = [
  { name: "start", path: "" },
  { name: "request", path: FILLED },
  { name: "signature", path: FILLED, keys: ["g", "s"] },
  { name: "signature-expanded", path: FILLED, keys: ["g", "s", "e"] },
  { name: "code", path: FILLED, keys: ["g", "c"] },
  { name: "response", path: FILLED, keys: ["Control+Enter"] },
  { name: "search", path: "", keys: ["Control+k"] },
  { name: "explain", path: "?view=explain" },
  { name: "emulator", path: "?view=emulator" },
  { name: "history", path: "?view=history" },
];

async function show(options, { path, keys = [] }) {
  const page = await openPage(explorer, { ...options, path });
  await page.getByRole("banner").first().waitFor();
  if (path === FILLED) await page.getByRole("heading", { level: 1 }).waitFor();
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForTimeout(500);
  return page;
}

for (const colorScheme of ["light", "dark"]) {
  for (const view of views) {
    test(`${view.name}, ${colorScheme}: axe-core finds nothing serious`, async () => {
      const page = await show({ colorScheme, reducedMotion: "reduce" }, view);
      assert.deepEqual(await accessibility(page), []);
      assert.deepEqual(page.problems, []);
      await picture(page, `${view.name}-${colorScheme}`);
      await page.context().close();
    });
  }
}

for (const view of views) {
  test(`${view.name}: nothing is cut off from 320 pixels to 4k`, async () => {
    const page = await show({ viewport: { width: 320, height: 640 } }, view);
    assert.deepEqual(await accessibility(page), []);
    for (const width of [320, 360, 768, 1024, 1920, 2560, 3840]) {
      await page.setViewportSize({ width, height: width < 600 ? 640 : 1000 });
      const over = await page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => {
          done(document.documentElement.scrollWidth - innerWidth);
        }));
      }));
      assert.ok(over <= 0, `at ${width} it is ${over} pixels too wide`);
    }
    await page.context().close();
  });
}

test("Chinese: the page speaks it, names stay as they are", async () => {
  const page = await show({ locale: "zh-CN" }, views[1]);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
  for (const text of ["调用", "诊断", "模拟器", "历史", "发送到模拟器", "应为整数，实际为字符串。"]) {
    await page.getByText(text).first().waitFor();
  }
  assert.match(await page.getByRole("heading", { level: 1 }).textContent(), /^DescribeImage/);
  assert.deepEqual(await accessibility(page), []);
  await picture(page, "chinese");
});

test("by keyboard alone: search, fill, send, explain and back", async () => {
  const page = await openPage(explorer);
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /Skip/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ecm ImportImage", { delay: 20 });
  await page.getByRole("option").filter({ hasText: "ImportImage" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "ImportImage" }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  for (let at = 0; at < 60; at += 1) {
    if (await page.evaluate(() => document.activeElement?.matches("#form .form-row :is(input, textarea)"))) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Control+a");
  await page.keyboard.type("img-pmqg1cw9");
  await page.keyboard.press("Control+Enter");
  await page.getByText("RequestId").filter({ visible: true }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("x");
  await page.getByRole("textbox", { name: "Failing request" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await page.getByRole("heading", { level: 1, name: "ImportImage" }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(page.problems, []);
});
