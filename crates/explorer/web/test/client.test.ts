import { afterEach, expect, test, vi } from "vitest";

import { connection, post, takeToken } from "../src/client";

afterEach(() => vi.unstubAllGlobals());

/** The page at a link, whose server takes no token that it sends. */
async function refusedAt(hash: string): Promise<string> {
  const stored = new Map<string, string>();
  vi.stubGlobal("sessionStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, to: string) => stored.set(key, to) });
  vi.stubGlobal("location", { hash, pathname: "/", search: "" });
  vi.stubGlobal("history", { state: null, replaceState: () => {} });
  vi.stubGlobal("fetch", async () => Response.json({ error: "refused" }, { status: 401 }));
  takeToken();
  await post("start", {}).catch(() => {});
  return connection.value;
}

test("a token of another run and a link without one are told apart", async () => {
  expect(await refusedAt(`#${"0".repeat(32)}`)).toBe("stale");
  expect(await refusedAt("#service=ecm&action=DescribeImage")).toBe("no-token");
});
