import { describe, expect, test } from "vitest";

import type { JournalEntry } from "../../src/api";
import { lead, select, timeInUtc } from "../../src/emulator/select";

function entry(number: number, more: Partial<JournalEntry>): JournalEntry {
  return {
    number, time: 1795615531, service: "ecm", action: "ImportImage", key: "0001", code: null, result: "accepted",
    causes: [], fidelity: "modeled", ms: 1, user_agent: null, peer: null, sentence: null, difference: [], call: null,
    raw: null, ...more,
  };
}

const all = [
  entry(4, { code: "AuthFailure.SignatureFailure", result: "AuthFailure.SignatureFailure", causes: ["local-date"] }),
  entry(3, { action: "DescribeImage", result: "1 of 1", user_agent: "my-signer/0.3" }),
  entry(2, { code: "RequestLimitExceeded", result: "RequestLimitExceeded", causes: ["unknown"] }),
  entry(1, { service: null, action: null, key: null }),
];
const numbers = (which: "all" | "errors" | "diagnosed", words: string) =>
  select(all, which, words).map((one) => one.number);

describe("the entries that are shown", () => {
  test("are those of a kind, in their order", () => {
    expect(numbers("all", "")).toEqual([4, 3, 2, 1]);
    expect(numbers("errors", "")).toEqual([4, 2]);
    expect(numbers("diagnosed", "")).toEqual([4]);
  });

  test("have all words, in any case and place", () => {
    expect(numbers("all", "importimage")).toEqual([4, 2]);
    expect(numbers("all", "  Import  SIGNATURE ")).toEqual([4]);
    expect(numbers("all", "local-date")).toEqual([4]);
    expect(numbers("all", "my-signer")).toEqual([3]);
    expect(numbers("errors", "describe")).toEqual([]);
  });

  test("are not found by what an entry does not have", () => {
    expect(numbers("all", "null")).toEqual([]);
  });
});

describe("the sentence of an entry", () => {
  test("is cause and proof", () => {
    expect(lead("The body was re-serialized. The client hashed another one.")).toEqual([
      "The body was re-serialized.", "The client hashed another one.",
    ]);
    expect(lead("签名后正文被重新序列化。客户端对另一正文求哈希。")).toEqual([
      "签名后正文被重新序列化。", "客户端对另一正文求哈希。",
    ]);
  });

  test("is not cut inside a name or number", () => {
    expect(lead("InvalidParameterValue.ImageDuplicate in version 1.2 of it")).toEqual([
      "InvalidParameterValue.ImageDuplicate in version 1.2 of it", "",
    ]);
    expect(lead("")).toEqual(["", ""]);
  });
});

test("times of the journal are UTC, whatever the zone of this machine", () => {
  expect(timeInUtc(1795615531)).toBe("14:05:31");
  expect(timeInUtc(1795615531.9)).toBe("14:05:31");
  expect(timeInUtc(Number.NaN)).toBe("");
});
