import { expect, test } from "vitest";

import { linkTo, readRoute, writeRoute } from "../src/shell/route";

const name = { service: "ecm", version: "2019-07-19", action: "DescribeImage" };

test("an address names the view and the action", () => {
  const fragment = writeRoute("explain", name);
  expect(fragment).toBe("#view=explain&service=ecm&version=2019-07-19&action=DescribeImage");
  expect(readRoute("", fragment)).toEqual({ view: "explain", name, input: null });
});

test("the start has an empty address", () => {
  expect(writeRoute("explore", null)).toBe("");
  expect(readRoute("", "")).toEqual({ view: "explore", name: null, input: null });
});

test("a link to Tencent's API Explorer is read", () => {
  const route = readRoute("?Product=cvm&Version=2017-03-12&Action=DescribeZones", "");
  expect(route.name).toEqual({ service: "cvm", version: "2017-03-12", action: "DescribeZones" });
  expect(readRoute("?Product=cvm&Action=DescribeZones", "").name).toEqual({ service: "cvm", action: "DescribeZones" });
});

test("the fragment wins over the query", () => {
  expect(readRoute("?service=cvm&action=A", "#service=ecm&action=B").name).toEqual({ service: "ecm", action: "B" });
});

test("what an address cannot mean is left out", () => {
  expect(readRoute("?service=ecm&view=nonsense&scheme=MD5&method=PUT&language=fr", "")).toEqual(
    { view: "explore", name: null, input: null },
  );
});

test("a link carries the call with the input as typed, and nothing else", () => {
  globalThis.location = { origin: "http://127.0.0.1:4000", pathname: "/" } as Location;
  const input = '{"Id": 9007199254740993, "Name":"a&b=#ü",';
  const link = linkTo({
    ...name, input, octets: "AAAA", region: "ap-guangzhou", language: "zh-CN", scheme: "HmacSHA1", method: "GET",
  });
  expect(readRoute("", new URL(link).hash)).toEqual({
    view: "explore", name, input, region: "ap-guangzhou", language: "zh-CN", scheme: "HmacSHA1", method: "GET",
  });
  expect(link).not.toContain("AAAA");
});
