import { describe, expect, test } from "vitest";

import type { Call } from "../../src/api";
import { fileNames, requestFile } from "../../src/history/files";
import { moment } from "../../src/history/moment";
import { inOrder, ticked } from "../../src/history/ticks";

function call(action: string, input = "{}"): Call {
  return { service: "ecm", version: "2019-07-19", action, input, scheme: "TC3-HMAC-SHA256", method: "POST" };
}

describe("ticks", () => {
  test("go on and off", () => {
    expect(ticked([], 5)).toEqual([5]);
    expect(ticked([5, 4], 5)).toEqual([4]);
  });

  test("are two at most: the oldest goes", () => {
    expect(ticked([5, 4], 2)).toEqual([4, 2]);
  });

  test("compare the older with the newer, in whichever order they came", () => {
    expect(inOrder([5, 4])).toEqual([4, 5]);
    expect(inOrder([4, 5])).toEqual([4, 5]);
    expect(inOrder([4])).toBeNull();
    expect(inOrder([])).toBeNull();
  });
});

describe("the time of a call", () => {
  const at = new Date(2026, 10, 25, 9, 5, 7);

  test("is that of the day", () => {
    expect(moment(at.getTime() / 1000, new Date(2026, 10, 25, 23, 59))).toBe("09:05:07");
  });

  test("has the date of another day", () => {
    expect(moment(at.getTime() / 1000, new Date(2026, 10, 26, 0, 1))).toBe("2026-11-25 09:05:07");
  });
});

describe("a file", () => {
  test("has the call as it was typed: digits, spaces and order", () => {
    const input = '{ "Offset": 12345678901234567890, "A": 1.0 }';
    const text = requestFile(call("DescribeImage", input));
    expect(text.endsWith("}\n")).toBe(true);
    expect(JSON.parse(text)).toEqual({ tc3: 1, call: call("DescribeImage", input) });
  });

  test("is named after the action, and numbered where there are two", () => {
    expect(fileNames([call("ImportImage"), call("DescribeImage"), call("ImportImage")])).toEqual([
      "ImportImage.tc3.json", "DescribeImage.tc3.json", "ImportImage-2.tc3.json",
    ]);
  });

  test("is never named into another folder", () => {
    expect(fileNames([call("../x"), call("")])).toEqual(["___x.tc3.json", "request.tc3.json"]);
  });
});
