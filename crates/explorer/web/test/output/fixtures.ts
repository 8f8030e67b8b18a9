// A request and its steps as the server describes them: DescribeImage with two filters. The
// digests are patterns, since the page computes none.

import type { Call, Preview, RequestLine, SendResponse, SignedRequest, Step, StepLine } from "../../src/api";

export const call: Call = {
  service: "ecm", version: "2019-07-19", action: "DescribeImage",
  input: '{"Filters":[{"Name":"image-name","Values":["sample"]}],"Limit":20}',
  language: "en-US", scheme: "TC3-HMAC-SHA256", method: "POST",
};

/** 64 hexadecimal digits that differ by their seed. */
export function digest(seed: string): string {
  let state = 7;
  let text = "";
  while (text.length < 64) {
    for (const letter of seed) state = (state * 31 + letter.charCodeAt(0) + text.length) % 1_000_003;
    text += (state % 16).toString(16);
  }
  return text;
}

function line(text: string, part: RequestLine["part"], more: Partial<RequestLine> = {}): RequestLine {
  return { text, part, letter: null, signed: false, source: "", note: null, mark: null, ...more };
}

function stepLine(text: string, source: string, more: Partial<StepLine> = {}): StepLine {
  return {
    text, newline: false, name: null, formula: null, letter: null, source, derives: [], from_step: null, ...more,
  };
}

function step(number: number, id: Step["id"], title: string, lines: StepLine[], more: Partial<Step> = {}): Step {
  return {
    number, id, title, why: "Keeps the string to sign short, however large the body.", size: "",
    summary: lines[0]?.text ?? "", lines, mistakes: 0, hidden: null,
    copy: lines.map((one) => one.text + (one.newline ? "\n" : "")).join(""), ...more,
  };
}

export function signedRequest(body: string, time: number, mark: [number, number] | null = null): SignedRequest {
  const hash = digest(body);
  const hashed = digest(hash);
  const date = "2026-11-25";
  const signature = digest(`${hashed}${time}`);
  const authorization = `TC3-HMAC-SHA256 Credential=test-secret-id-000001/${date}/ecm/tc3_request, `
    + `SignedHeaders=content-type;host, Signature=${signature}`;
  const n = { newline: true };
  return {
    binary: false, scheme: "TC3-HMAC-SHA256", expires: time + 300,
    lines: [
      line("POST / HTTP/1.1", "start", { letter: "a", signed: true, source: "method, path" }),
      line("user-agent: tencentcloud-rust/0.1.0", "header"),
      line("host: 127.0.0.1:41873", "header", { letter: "b", signed: true, source: "target" }),
      line("content-type: application/json", "header", { letter: "c", signed: true }),
      line("x-tc-action: DescribeImage", "header", {
        note: "x-tc-action is sent and not signed: the official SDKs sign content-type and host only.",
      }),
      line("x-tc-version: 2019-07-19", "header"),
      line(`x-tc-timestamp: ${time}`, "header", { letter: "d", signed: true, source: "in step 3" }),
      line("x-tc-requestclient: SDK_RUST_0.1.0", "header"),
      line(`authorization: ${authorization}`, "header", { source: "step 6" }),
      line("accept-encoding: gzip, deflate", "header"),
      line(`content-length: ${body.length}`, "header"),
      line("", "blank"),
      line(body, "body", {
        letter: "e", signed: true, source: "body", mark,
        note: "Its hash is line 8 of step 1, so an edit of any member changes steps 1, 2, 3, 5 and 6.",
      }),
    ],
    steps: [
      step(1, "canonical_request", "Canonical request", [
        stepLine("POST", "method", { ...n, letter: "a" }),
        stepLine("/", "path: always /", { ...n, letter: "a" }),
        stepLine("", "query: empty for POST", n),
        stepLine("content-type:application/json", "header content-type", { ...n, letter: "c" }),
        stepLine("host:127.0.0.1:41873", "header host, with its port", { ...n, letter: "b" }),
        stepLine("", "ends the header block", n),
        stepLine("content-type;host", "names of the signed headers", n),
        stepLine(hash, "SHA-256 of the body", { letter: "e" }),
      ], {
        why: "The request in a fixed layout, so that client and server hash the same bytes: six parts joined by line feeds.",
        size: "142 bytes, no ↵ at the end", summary: "142 bytes · 8 lines", mistakes: 27,
      }),
      step(2, "hash", "SHA-256 of step 1", [
        stepLine(hashed, "64 hex digits, lower case", { derives: ["a", "b", "c", "e"] }),
      ]),
      step(3, "string_to_sign", "String to sign", [
        stepLine("TC3-HMAC-SHA256", "algorithm", n),
        stepLine(String(time), "header x-tc-timestamp", { ...n, letter: "d" }),
        stepLine(`${date}/ecm/tc3_request`, "UTC date of it / service", { ...n, letter: "d" }),
        stepLine(hashed, "step 2", { derives: ["a", "b", "c", "e"], from_step: 2 }),
      ], {
        why: "Binds the hash to one second and one service: accepted for five minutes, by ecm only.",
        summary: `${time} · ${date}/ecm/tc3_request`, mistakes: 14,
      }),
      step(4, "key_chain", "Key chain", [
        stepLine(digest("date"), "", { name: "kDate", formula: `HMAC("TC3"+key, "${date}")` }),
        stepLine(digest("service"), "", { name: "kService", formula: 'HMAC(kDate, "ecm")' }),
        stepLine(digest("signing"), "", { name: "kSigning", formula: 'HMAC(kService, "tc3_request")' }),
      ], {
        why: "Each key is derived from the one before, as bytes. A leaked kSigning is worth nothing tomorrow.",
        summary: `TC3•••• → ${date} → ecm → tc3_request`, mistakes: 13,
      }),
      step(5, "signature", "Signature", [
        stepLine(signature, "HMAC(kSigning, step 3)", { derives: ["a", "b", "c", "d", "e"] }),
      ], { why: "Only a holder of the secret key can compute it.", mistakes: 6 }),
      step(6, "authorization", "Authorization", [stepLine(authorization, "")], {
        why: "Sent with the request; names what the server needs to repeat steps 1 to 5.",
        summary: "TC3-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…",
      }),
    ],
  };
}

export function previewOf(input: string, time: number, random: number, at?: string): Preview {
  const from = at === undefined ? -1 : input.indexOf('"sample"');
  return {
    findings: [], time, random, url: "http://127.0.0.1:41873/", problem: null,
    request: signedRequest(input, time, from < 0 ? null : [from, from + 8]),
  };
}

export function sentOf(more: Partial<SendResponse>): SendResponse {
  const body = '{"Response":{"TotalCount":1,"ImageSet":[{"ImageId":"img-k2v9x0ea"}],"RequestId":"3f6a90d2-0f5c-4f1e-8b0f-2a6e4d9b7710"}}';
  return {
    outcome: { kind: "success" }, status: 200, request_id: "3f6a90d2-0f5c-4f1e-8b0f-2a6e4d9b7710",
    total_ms: 2.09,
    attempts: [{
      number: 1, result: "success", ms: 2.09, then: "",
      timings: { sign: 0.02, connect: 0.17, first_byte: 1.71, body: 0.19 },
    }],
    headers: [["content-type", "application/json"]], body, body_bytes: body.length, pretty: JSON.stringify(JSON.parse(body), null, 2),
    events: null, output_findings: [], fidelity: "modeled", help: null, request: null, history_id: 1, ...more,
  };
}
