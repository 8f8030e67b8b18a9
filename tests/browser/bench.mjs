// Times of the page in a browser: prints rows of the table of `cargo xtask bench
// explorer` as JSON. `LINK` is what `tc3 explorer` printed.

import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES ?? ".", "package.json"));
const { chromium } = require("playwright-core");

const VIEWS = 10;
const KEYSTROKES = 100;
const INTERVAL_MS = 30;

/** An action with 51 members. */
const FORM = { service: "waf", action: "AddSpartaProtection" };
const FIELD = "Domain";

/** Typed one after another, each into an empty search, up to the first letter of the last. */
const QUERIES = [
  "import image", "DescribeInstances", "导入镜像", "create cluster", "imprt imge", "#InvalidParameter",
  ".SourceRegion", "ecm :deletes", "upload log",
];
const LAST_TYPED = "u";

const link = process.env.LINK;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
try {
  const search = await typed(searching);
  const form = await typed(filling);
  console.log(JSON.stringify([
    row("first view drawn, median", "ms", 300, middle(await firstViews())),
    ...rows("search", search),
    ...rows("form", form),
  ]));
} finally {
  await browser.close();
}

/** The largest paint of the start screen in a fresh context each, in milliseconds since it
 *  was opened. */
async function firstViews() {
  const times = [];
  for (let i = 0; i < VIEWS; i += 1) {
    const page = await opened(link, paints);
    await page.getByRole("heading").first().waitFor();
    // What is painted later counts as well.
    await page.waitForTimeout(1000);
    times.push(await page.evaluate(() => globalThis.painted.at(-1)));
    await page.context().close();
  }
  return times;
}

async function searching() {
  const page = await opened(link, handlers);
  await page.getByRole("heading").first().waitFor();
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox");
  await box.waitFor();
  let rest = KEYSTROKES;
  const type = async () => {
    for (const query of QUERIES) {
      const keys = [...query].slice(0, rest);
      rest -= keys.length;
      await box.fill("");
      await keystrokes(page, keys);
    }
  };
  return { page, type, value: () => box.inputValue(), expected: LAST_TYPED };
}

async function filling() {
  const page = await opened(link.replace("/#", `/?${new URLSearchParams(FORM)}#`), handlers);
  await page.getByRole("heading", { level: 1, name: FORM.action }).waitFor();
  const field = page.getByLabel(FIELD).first();
  const text = "a.example.".repeat(KEYSTROKES / 10);
  await field.fill("");
  const type = () => keystrokes(page, [...text]);
  return { page, type, value: () => field.inputValue(), expected: text };
}

/** Begins a key every 30 ms, or as soon as the last one is done. */
async function keystrokes(page, keys) {
  for (const key of keys) {
    const start = performance.now();
    if (key.charCodeAt(0) < 128) await page.keyboard.press(key);
    // An input method ends with one event for the character.
    else await page.keyboard.insertText(key);
    await page.waitForTimeout(Math.max(0, INTERVAL_MS - (performance.now() - start)));
  }
}

/** What the page took while somebody typed. */
async function typed(prepare) {
  const { page, type, value, expected } = await prepare();
  await page.waitForTimeout(1000);
  await page.evaluate(() => { globalThis.taken = { handlers: [], events: [], tasks: [] }; });
  await type();
  await page.waitForTimeout(500);
  if (await value() !== expected) throw new Error(`the page has ${await value()}, not ${expected}`);
  const taken = await page.evaluate(() => globalThis.taken);
  if (taken.handlers.length < KEYSTROKES) throw new Error(`only ${taken.handlers.length} handlers ran`);
  await page.context().close();
  return taken;
}

function rows(where, { handlers: times, events, tasks }) {
  return [
    row(`a handler while typing in the ${where}, p99`, "ms", 50, percentile99(times)),
    // Events below 16 ms are not observed.
    row(`all handlers of one event, ${where}, longest`, "ms", null, Math.max(0, ...events)),
    row(`tasks of 50 ms or more, ${where}`, "tasks", null, tasks.length),
  ];
}

async function opened(address, script) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(script);
  await page.goto(address);
  return page;
}

/** In the page: when the largest element was painted. */
function paints() {
  globalThis.painted = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.painted.push(entry.startTime);
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

/** In the page: the duration of each handler with the microtasks that it queued, which is
 *  where Preact renders; of each event, as the browser sees it; and of long tasks. */
function handlers() {
  globalThis.taken = { handlers: [], events: [], tasks: [] };
  const OF_KEYS = new Set(["keydown", "keypress", "keyup", "beforeinput", "input", "change"]);
  const wrapped = new WeakMap();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const timed = (listener) => {
    if (typeof listener !== "function") return listener;
    if (!wrapped.has(listener)) {
      wrapped.set(listener, function (event) {
        const start = performance.now();
        try {
          return listener.call(this, event);
        } finally {
          queueMicrotask(() => {
            if (OF_KEYS.has(event.type)) globalThis.taken.handlers.push(performance.now() - start);
          });
        }
      });
    }
    return wrapped.get(listener);
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    return addEventListener.call(this, type, timed(listener), options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    return removeEventListener.call(this, type, timed(listener), options);
  };
  new PerformanceObserver((list) => {
    for (const { processingStart, processingEnd } of list.getEntries()) {
      globalThis.taken.events.push(processingEnd - processingStart);
    }
  }).observe({ type: "event", durationThreshold: 16 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.taken.tasks.push(entry.duration);
  }).observe({ type: "longtask" });
}

function row(what, unit, limit, value) {
  return { what, unit, limit, value };
}

function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function percentile99(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1];
}
