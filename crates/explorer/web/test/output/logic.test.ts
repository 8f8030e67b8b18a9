// What the output draws from what the server says, without a document.

import { describe, expect, test } from "vitest";

import { base64, byteRows, rawRequest, utf8 } from "../../src/output/bytes";
import { changedSteps } from "../../src/output/changed";
import { codeLines, codeTokens } from "../../src/output/code-tokens";
import { countdown, duration, listed, shares } from "../../src/output/format";
import { needsConfirmation, needsName } from "../../src/output/send-rules";
import { resultBadge } from "../../src/output/result";
import { forms } from "../../src/output/snippet";
import { follow, neighbor, originOf, spotOf, tiesOf, walkOf } from "../../src/output/ties";
import { jsonTokens } from "../../src/ui/json-code";
import { sentOf, signedRequest } from "./fixtures";

const request = signedRequest('{"A":"sample"}', 1795615512, [5, 13]);
const body = request.lines.length - 1;

describe("ties", () => {
  test("the line with the caret is tied while nothing is chosen", () => {
    const spot = spotOf(request, null);
    expect(spot).toEqual({ pane: "source", line: body });
    const ties = tiesOf(request, spot);
    expect(ties.letter).toBe("e");
    expect([...ties.tied.walk].map((index) => walkOf(request)[index]?.line.source)).toEqual(["SHA-256 of the body"]);
    expect([...ties.derived].map((index) => walkOf(request)[index]?.step)).toEqual([2, 3, 5]);
  });

  test("one letter is tied at a time", () => {
    const ties = tiesOf(request, { pane: "source", line: 6 });
    expect(ties.letter).toBe("d");
    expect([...ties.tied.source]).toEqual([6]);
    expect(ties.tied.walk.size).toBe(2);
    expect([...ties.derived].map((index) => walkOf(request)[index]?.step)).toEqual([5]);
  });

  test("following leads from the request through the steps, and its origin back", () => {
    const steps: number[] = [];
    let spot = follow(request, { pane: "source", line: body });
    const first = spot;
    while (spot) {
      steps.push(walkOf(request)[spot.line]?.step ?? 0);
      spot = follow(request, spot);
    }
    expect(steps).toEqual([1, 2, 3, 5, 6]);
    expect(first && originOf(request, first)).toEqual({ pane: "source", line: body });
  });

  test("unsigned lines are tied to nothing", () => {
    expect(follow(request, { pane: "source", line: 1 })).toBeNull();
    expect(tiesOf(request, { pane: "source", line: 1 }).derived.size).toBe(0);
  });

  test("neighbors stop at the ends and skip the empty line", () => {
    expect(neighbor(request, { pane: "source", line: body }, 1).line).toBe(body);
    expect(neighbor(request, { pane: "source", line: body }, -1).line).toBe(body - 2);
    expect(neighbor(request, { pane: "walk", line: 0 }, -1).line).toBe(0);
  });
});

describe("changed steps", () => {
  test("an edit of the body changes all but the key chain", () => {
    const steps = changedSteps(request, signedRequest('{"A":"other"}', 1795615512));
    expect(steps.map((step) => step.number)).toEqual([1, 2, 3, 5, 6]);
    expect(steps[0]?.lines).toEqual([7]);
  });

  test("nothing to compare with is no change", () => {
    expect(changedSteps(null, request)).toEqual([]);
    expect(changedSteps(request, { ...request, scheme: "HmacSHA1" })).toEqual([]);
  });
});

describe("bytes", () => {
  test("rows have offsets, hex and printable characters", () => {
    expect(byteRows(utf8('{"A":"边缘镜像"}\n'))).toEqual([
      { offset: "0000", hex: "7b 22 41 22 3a 22 e8 be b9 e7 bc 98 e9 95 9c e5", ascii: '{"A":"..........' },
      { offset: "0010", hex: "83 8f 22 7d 0a", ascii: '.."}.' },
    ]);
  });

  test("a copied request has CR LF after each line of the head and none after the body", () => {
    const raw = rawRequest(request);
    expect(raw.startsWith("POST / HTTP/1.1\r\nuser-agent:")).toBe(true);
    expect(raw.endsWith('\r\n\r\n{"A":"sample"}')).toBe(true);
  });

  test("line ends of a body are its own, and a request without a body ends with its head", () => {
    const last = request.lines.at(-1);
    const lines = ["--b\r", "", "x"].map((text) => ({ ...last, text, part: "body" as const }));
    const head = request.lines.slice(0, -1);
    expect(rawRequest({ lines: [...head, ...lines] as typeof head }).endsWith("\r\n\r\n--b\r\n\nx")).toBe(true);
    expect(rawRequest({ lines: head }).endsWith("length: 14\r\n\r\n")).toBe(true);
  });

  test("Base64 is read as bytes", () => {
    expect([...base64("AP8Q")]).toEqual([0, 255, 16]);
  });
});

describe("numbers", () => {
  test("durations, countdowns and lists", () => {
    expect(duration(2.0899)).toBe("2.09 ms");
    expect(duration(421)).toBe("0.42 s");
    expect(duration(421, "zh-CN")).toBe("0.42 秒");
    expect(countdown(292.9)).toBe("4:52");
    expect(countdown(-3)).toBe("0:00");
    expect(listed([1, 2, 6], "en-US")).toBe("1, 2 and 6");
    expect(listed([1, 2, 6], "zh-CN")).toBe("1、2、6");
  });

  test("small shares are lifted and all are a hundred", () => {
    const widths = shares([0, 1, 99], 3);
    expect(widths[0]).toBe(3);
    expect(widths[1]).toBe(3);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100);
    expect(shares([0, 0], 3)).toEqual([50, 50]);
  });
});

describe("colors", () => {
  test.each([
    '{"Filters":[{"Name":"image-name","Values":["sa\\"mple"]}],"Limit":20,"On":true}',
    '{"Id":9007199254740993,"open',
    "",
    "no json at all: 1, 2",
  ])("tokens of JSON joined are the text: %s", (text) => {
    expect(jsonTokens(text).map((token) => token.text).join("")).toBe(text);
  });

  test("keys, strings and numbers of JSON", () => {
    const kinds = jsonTokens('{"Limit":20,"Name":"a:b"}').filter((token) => token.kind).map(({ text, kind }) => [text, kind]);
    expect(kinds).toEqual([['"Limit"', "key"], ["20", "number"], ['"Name"', "key"], ['"a:b"', "string"]]);
  });

  test("tokens of code joined are the code, in every form", () => {
    const code = 'let a = "x\\"y"; // it\'s "no" string\ncurl -d \'{"A":1}\' # end\nr#"raw "quoted""# 0x1F 2.5\n`t`\n';
    for (const { id } of forms) {
      expect(codeTokens(code, id).map((token) => token.text).join(""), id).toBe(code);
      expect(codeLines(code, id).map((line) => line.map((token) => token.text).join("")).join("\n"), id).toBe(code);
    }
  });

  test("a comment in a string is a string, and the reverse", () => {
    const kinds = (code: string) => codeTokens(code, "go").filter((token) => token.kind).map(({ text, kind }) => [text, kind]);
    expect(kinds('f("http://a") // "b"')).toEqual([['"http://a"', "string"], ['// "b"', "comment"]]);
  });
});

describe("rules", () => {
  test("what leaves this machine is confirmed, and what is lost by its name", () => {
    expect(needsConfirmation("deletes", false)).toBe(false);
    expect(needsConfirmation("reads", true)).toBe(false);
    expect(needsConfirmation("reads-paid", true)).toBe(true);
    expect((["changes", "deletes", "charges"] as const).map(needsName)).toEqual([false, true, true]);
  });

  test("the badge of an error is the last part of its code", () => {
    const lost = { kind: "unknown", title: "No response", message: "", idempotent: true } as const;
    expect(resultBadge(sentOf({ outcome: lost }))).toEqual({ tone: "warn", text: "No response" });
    const unsent = { kind: "not_sent", title: "No connection to h", message: "" } as const;
    expect(resultBadge(sentOf({ outcome: unsent }))).toEqual({ tone: "bad", text: "Not sent" });
    const outcome = { kind: "api_error", code: "InvalidParameterValue.ImageDuplicate", message: "", diagnosis: [] } as const;
    expect(resultBadge(sentOf({ outcome: { ...outcome, diagnosis: [] } }))).toEqual({ tone: "bad", text: "ImageDuplicate" });
    expect(resultBadge(sentOf({}))).toEqual({ tone: "ok", text: "200" });
  });
});
