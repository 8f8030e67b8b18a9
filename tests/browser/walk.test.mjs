// Two hundred actions across services open without an error and have a preview.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { ask, openPage, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

/** Recursive, binary, multipart, octets, streaming and large ones. */
const UNUSUAL = [
  ["cii", "UploadMedicalFile"], ["cls", "UploadLog"], ["cls", "SearchLog"], ["hunyuan", "ChatCompletions"],
  ["lkeap", "ChatCompletions"], ["es", "ParseDocument"], ["ocr", "RecognizeGeneralInvoice"],
  ["cvm", "RunInstances"], ["dlc", "CreateTask"], ["wedata", "CreateIntegrationTask"], ["tke", "CreateCluster"],
];
const COUNT = 200;

test("two hundred actions open", async () => {
  const wanted = UNUSUAL.map(([service, action]) => ({ service, action }));
  const words = ["describe", "create", "delete", "list", "modify", "查询", "创建", "upload", "task", "image", "user", "log"];
  for (const query of words) {
    const found = await (await ask(explorer, "search", { language: "en-US", query, limit: 40 })).json();
    const group = found.groups.find((one) => one.kind === "action");
    for (const hit of group?.hits ?? []) wanted.push({ service: hit.service, version: hit.version, action: hit.name });
  }
  const page = await openPage(explorer);
  const opened = new Set();
  for (const { service, version, action } of wanted) {
    if (opened.size >= COUNT) break;
    const name = `${service} ${version ?? ""} ${action}`;
    if (opened.has(name)) continue;
    const query = new URLSearchParams({ service, action, ...(version && { version }) });
    await page.evaluate((fragment) => { history.pushState(null, "", `#${fragment}`); dispatchEvent(new PopStateEvent("popstate")); }, String(query));
    // The badge of its class follows the name.
    await page.getByRole("heading", { level: 1, name: new RegExp(`^${action}( |$)`) }).waitFor();
    // An octet stream has no request before it has a content: the page says so.
    await page.waitForFunction((one) => {
      const shown = document.querySelector("[role=tabpanel]");
      return shown?.textContent?.includes(one) || shown?.textContent?.includes("octet stream");
    }, action).catch((error) => { throw new Error(`${name}: ${error.message}`); });
    assert.deepEqual(page.problems, [], name);
    opened.add(name);
  }
  assert.ok(opened.size >= COUNT, `only ${opened.size} actions were found`);
});
