// Who may speak to the explorer: nobody without the token, no page of another origin.

import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";

import { ask, openPage, startExplorer } from "./explorer.mjs";

let explorer;
before(async () => { explorer = await startExplorer(); });
after(() => explorer.stop());

const START = JSON.stringify({ language: "en-US" });

/** A request with any Host, which fetch does not allow. */
function raw({ method = "POST", path = "/_explorer/start", headers = {}, body = START }) {
  const { hostname, port } = new URL(explorer.origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      response.resume().on("end", () => resolve(response));
    });
    sent.on("error", reject).end(body);
  });
}
const allowed = () => ({ "content-type": "application/json", "x-explorer-token": explorer.token });

test("the page's request is allowed", async () => {
  assert.equal((await raw({ headers: allowed() })).statusCode, 200);
});

test("requests of others are refused", async () => {
  const { host } = new URL(explorer.origin);
  const refused = {
    "no token": { headers: { "content-type": "application/json" } },
    "a wrong token": { headers: { ...allowed(), "x-explorer-token": "0".repeat(32) } },
    "a host that was bound again": { headers: { ...allowed(), host: "evil.example" } },
    "that host with the port": { headers: { ...allowed(), host: `evil.example:${host.split(":")[1]}` } },
    "another origin": { headers: { ...allowed(), origin: "http://evil.example" } },
    "another port's origin": { headers: { ...allowed(), origin: "http://127.0.0.1:1" } },
    "the origin of a file": { headers: { ...allowed(), origin: "null" } },
    "a cross-site fetch": { headers: { ...allowed(), "sec-fetch-site": "cross-site" } },
    "a form": { headers: { ...allowed(), "content-type": "application/x-www-form-urlencoded" } },
    "plain text": { headers: { ...allowed(), "content-type": "text/plain" } },
    "a GET": { method: "GET", headers: allowed(), body: "" },
    "a preflight": { method: "OPTIONS", headers: { origin: "http://evil.example" }, body: "" },
  };
  for (const [name, one] of Object.entries(refused)) {
    const response = await raw(one);
    assert.ok(response.statusCode >= 400 && response.statusCode < 500, `${name}: ${response.statusCode}`);
    assert.equal(response.headers["access-control-allow-origin"], undefined, name);
  }
});

test("headers of the page and of its data", async () => {
  const page = await fetch(`${explorer.origin}/`);
  assert.equal(page.status, 200);
  const policy = page.headers.get("content-security-policy");
  for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"]) {
    assert.ok(policy.includes(rule), `${rule} is not in ${policy}`);
  }
  assert.ok(!policy.includes("unsafe-"), policy);
  const data = await ask(explorer, "start", START);
  assert.equal(data.headers.get("cache-control"), "no-store");
  for (const response of [page, data]) {
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(response.headers.get("access-control-allow-origin"), null);
    assert.equal(response.headers.get("set-cookie"), null);
  }
});

test("paths outside the page do not exist", async () => {
  for (const path of ["/../Cargo.toml", "/..%2f..%2fCargo.toml", "/assets/../../Cargo.toml", "/etc/passwd"]) {
    assert.ok((await raw({ method: "GET", path, body: "" })).statusCode >= 400, path);
  }
});

test("a new link in a tab of an earlier run goes on with what is open", async () => {
  const first = await startExplorer();
  let second;
  try {
    const page = await openPage(first, { path: "?service=ecm&action=DescribeImage" });
    await page.getByRole("heading", { level: 1, name: "DescribeImage" }).waitFor();
    // A link that was copied has no token.
    const other = await page.context().newPage();
    const input = encodeURIComponent('{"ImageId":"img-copied"}');
    await other.goto(`${first.origin}/#service=ecm&action=ImportImage&input=${input}`);
    await other.getByRole("complementary", { name: "This tab has no token." }).waitFor();
    await first.stop();
    second = await startExplorer({ args: ["--listen", new URL(first.link).host] });
    for (const [tab, action] of [[page, "DescribeImage"], [other, "ImportImage"]]) {
      await tab.goto(second.link);
      await tab.getByRole("heading", { level: 1, name: action }).waitFor();
      await tab.keyboard.press("Control+Enter");
      await tab.getByRole("tab", { name: /^Response/, selected: true }).waitFor();
      await tab.locator(".shell-banner").waitFor({ state: "detached" });
      assert.ok(!tab.url().includes(second.token));
    }
    const values = await other.locator("input, textarea").evaluateAll((all) => all.map((one) => one.value));
    assert.ok(values.includes("img-copied"), values.join(" "));
  } finally {
    await first.stop();
    await second?.stop();
  }
});
