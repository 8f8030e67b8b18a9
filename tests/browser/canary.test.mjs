// No secret of an account reaches the page: not the document, storage, links, history,
// journal, nor any body that crosses the page's network.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { CANARY, openPage, startExplorer } from "./explorer.mjs";

const token = "test-session-token-canary-5Kd8";
let explorer;
before(async () => {
  explorer = await startExplorer({
    env: {
      TENCENTCLOUD_SECRET_ID: CANARY.id, TENCENTCLOUD_SECRET_KEY: CANARY.key, TENCENTCLOUD_TOKEN: token,
    },
  });
});
after(() => explorer.stop());

/** Everything below a folder, as text. */
function contents(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

test("keys of an account stay in the process", async () => {
  const page = await openPage(explorer, { path: "?service=ecm&action=ImportImage" });
  await page.getByRole("heading", { level: 1, name: "ImportImage" }).waitFor();
  // A loopback endpoint gets the keys of the account; nothing listens there.
  await page.evaluate(async () => {
    const { token } = { token: sessionStorage.getItem("tc3-token") ?? "" };
    const call = {
      service: "ecm", version: "2019-07-19", action: "DescribeImage", input: "{}",
      scheme: "TC3-HMAC-SHA256", method: "POST",
    };
    for (const scheme of ["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"]) {
      for (const method of ["POST", "GET"]) {
        for (const destination of [{ target: "custom", endpoint: "http://127.0.0.1:9" }, { target: "cloud" }]) {
          const body = { language: "en-US", call: { ...call, scheme, method }, destination, form: "curl" };
          for (const path of destination.target === "cloud" ? ["preview", "snippet"] : ["preview", "snippet", "send"]) {
            await fetch(`/_explorer/${path}`, {
              method: "POST", body: JSON.stringify(body),
              headers: { "content-type": "application/json", "x-explorer-token": token },
            });
          }
        }
      }
    }
  });
  for (const keys of ["s", "c", "p", "x", "m", "h"]) {
    await page.keyboard.press("g");
    await page.keyboard.press(keys);
    await page.waitForTimeout(400);
  }
  const seen = [
    ...page.traffic, await page.content(), page.url(), explorer.stderr(), contents(explorer.home),
    await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage })),
  ].join("\n");
  assert.ok(page.traffic.length > 20 && seen.includes("7Q2x"), "the last four characters are shown");
  for (const secret of [CANARY.id, CANARY.key, token]) {
    for (const form of [
      secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64").replace(/=+$/, ""),
      Buffer.from(secret).toString("hex"),
    ]) {
      assert.ok(!seen.includes(form), `a secret is in what the page saw: ${form.slice(0, 24)}`);
    }
  }
});
