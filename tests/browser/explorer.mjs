// Starts `tc3 explorer` and a browser for one test file, and ends both with it.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";

const require = createRequire(join(process.env.NODE_MODULES ?? ".", "package.json"));
const { chromium } = require("playwright-core");
const AXE = require.resolve("axe-core/axe.min.js");

/** Never the keys of an account: placeholders that the canary looks for. */
export const CANARY = { id: "test-secret-id-canary-7Q2x", key: "test-secret-key-canary-9Zw4" };

/** A process of `tc3 explorer` with a home directory of this run. */
export async function startExplorer({ args = [], env = {} } = {}) {
  const home = mkdtempSync(join(tmpdir(), "tc3-explorer-"));
  const child = spawn(process.env.TC3 ?? "tc3", ["explorer", ...args], {
    env: {
      PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: join(home, "state"),
      XDG_CONFIG_HOME: join(home, "config"), XDG_DATA_HOME: join(home, "data"), ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => { stderr += chunk; });
  const first = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`tc3 explorer ended with ${code}: ${stderr}`)));
    setTimeout(() => reject(new Error("tc3 explorer printed no link in 20 s")), 20_000).unref();
  });
  const link = first.replace(/^explorer on /, "");
  const stop = () => new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", resolve);
    child.kill("SIGTERM");
  }).finally(() => rmSync(home, { recursive: true, force: true }));
  return {
    link, home, child, stop,
    origin: new URL(link).origin,
    token: new URL(link).hash.slice(1),
    stderr: () => stderr,
  };
}

let browser;
after(() => browser?.close());

/** A page of a fresh browser context at the explorer's link. */
export async function openPage(explorer, options = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"],
  });
  const { path = "", ...context } = options;
  const made = await browser.newContext({
    viewport: { width: 1440, height: 900 }, locale: "en-US", timezoneId: "UTC", ...context,
  });
  const page = await made.newPage();
  page.setDefaultTimeout(10_000);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (4|5)\d\d/.test(message.text())) {
      page.problems.push(message.text());
    }
  });
  page.traffic = [];
  page.on("request", (request) => {
    page.traffic.push(`${request.url()}\n${request.postData() ?? ""}`);
  });
  page.on("response", (response) => {
    response.body().then((body) => page.traffic.push(body.toString()), () => {});
  });
  await page.goto(path ? explorer.link.replace("/#", `/${path}#`) : explorer.link);
  return page;
}

/** Pastes a text outside of any field. */
export function paste(page, text) {
  return page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData("text/plain", content);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** Serious and critical findings of axe-core, as sentences. */
export async function accessibility(page) {
  const { readFileSync } = await import("node:fs");
  await page.evaluate(readFileSync(AXE, "utf8"));
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    resultTypes: ["violations"],
  }));
  return found.violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}

/** Saves a picture for the guide. */
export async function picture(page, name) {
  const folder = process.env.TC3_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

/** One request of the page, as the page would send it. */
export async function ask(explorer, path, body, headers = {}) {
  return fetch(`${explorer.origin}/_explorer/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-explorer-token": explorer.token, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
