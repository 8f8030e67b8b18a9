// The pictures of docs/explorer.md: the main views, light and dark, with something in them.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";

import { ask, openPage, picture, startExplorer } from "./explorer.mjs";

const FOLDER = new URL("../../docs/explorer/", import.meta.url);
const IMPORT = {
  service: "ecm", version: "2019-07-19", action: "ImportImage", scheme: "TC3-HMAC-SHA256", method: "POST",
  input: '{"ImageId":"img-pmqg1cw9","ImageDescription":"sampleImage","SourceRegion":"ap-chengdu"}',
};
const FILTER = {
  ...IMPORT, action: "DescribeImage",
  input: '{"Filters":[{"Name":"image-type","Values":["PRIVATE_IMAGE"]}],"Offset":"1o","Limit":20}',
};

let explorer;
let broken;
before(async () => {
  explorer = await startExplorer();
  const emulator = { language: "en-US", destination: { target: "emulator" } };
  await ask(explorer, "send", { ...emulator, call: IMPORT });
  await ask(explorer, "send", { ...emulator, call: { ...FILTER, input: '{"Limit":20}' } });
  const anHourAgo = { time: Math.floor(Date.now() / 1000) - 3600, random: 1 };
  await ask(explorer, "send", { ...emulator, call: IMPORT, ...anHourAgo });
  const signed = await (await ask(explorer, "snippet", { ...emulator, form: "http", call: IMPORT })).json();
  // The body was written anew after it was signed, as some clients do.
  broken = signed.code
    .replace(IMPORT.input, IMPORT.input.replaceAll(":", ": "))
    .replace(/content-length: \d+/i, `content-length: ${IMPORT.input.length + 3}`);
});
after(() => explorer.stop());

const of = ({ service, action, input }) => `?${new URLSearchParams({ service, action, input })}`;
const tab = (name) => async (page) => {
  await page.getByRole("tab", { name, exact: false }).click();
};

const views = [
  { name: "start", path: "", shows: "DescribeImage" },
  {
    name: "search", path: "", shows: "ImportImage",
    async act(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("import image");
    },
  },
  { name: "request", path: of(FILTER), shows: "Expected an integer, got a string." },
  { name: "chinese", locale: "zh-CN", path: of(FILTER), shows: "应为整数，实际为字符串。" },
  { name: "signature", path: of(IMPORT), shows: "String to sign", act: tab("Signature") },
  {
    name: "signature-expanded", path: of(IMPORT), shows: "Six parts joined by line feeds",
    async act(page) {
      // The first leaves the field that has the focus.
      await page.keyboard.press("Escape");
      await page.keyboard.press("e");
    },
  },
  { name: "code", path: of(IMPORT), shows: "ImportImage::new", act: tab("Code") },
  {
    name: "response", path: of(IMPORT), shows: "What to do",
    async act(page) { await page.keyboard.press("Control+Enter"); },
  },
  {
    name: "explain", path: "?view=explain", shows: "payload-reserialized",
    async act(page) { await page.getByRole("textbox", { name: "Failing request" }).fill(broken); },
  },
  {
    name: "emulator", path: "?view=emulator", shows: "Open in Explain",
    async act(page) {
      await page.getByRole("row").filter({ hasText: "SignatureExpire" }).first().click();
    },
  },
  {
    name: "history", path: "?view=history", shows: "signature",
    async act(page) {
      const ticks = page.getByRole("checkbox");
      await ticks.nth(0).check();
      await ticks.nth(1).check();
    },
  },
];

for (const colorScheme of ["light", "dark"]) {
  for (const { name, path, shows, act, locale = "en-US" } of views) {
    test(`${name}, ${colorScheme}`, async () => {
      const page = await openPage(explorer, { path, locale, colorScheme, reducedMotion: "reduce" });
      await page.getByRole("banner").first().waitFor();
      if (path.includes("action=")) await page.getByRole("heading", { level: 1 }).waitFor();
      await act?.(page);
      await page.getByText(shows, { exact: false }).filter({ visible: true }).first().waitFor();
      await page.waitForTimeout(500);
      assert.deepEqual(page.problems, []);
      await picture(page, `guide/${name}-${colorScheme}`);
      await page.context().close();
    });
  }
}

test("the guide has these pictures and no others", () => {
  const drawn = ["light", "dark"].flatMap((scheme) => views.map(({ name }) => `${name}-${scheme}.png`));
  assert.deepEqual(readdirSync(FOLDER).sort(), drawn.sort());
});
