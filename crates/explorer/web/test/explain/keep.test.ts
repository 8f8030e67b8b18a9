import { expect, test } from "vitest";

import { isKeepable } from "../../src/explain/keep";

test("a signed request survives a reload", () => {
  expect(isKeepable("curl -H 'Authorization: TC3-HMAC-SHA256 Credential=id/2026-11-26/cvm/tc3_request'")).toBe(true);
  expect(isKeepable("")).toBe(true);
});

test("a text with a token or a secret key is kept nowhere", () => {
  for (const text of [
    "X-TC-Token: test-token-000001",
    "curl -H 'x-tc-token: test-token-000001'",
    "tccli cvm DescribeZones --secretKey test-secret-key-000001",
    "TENCENTCLOUD_SECRET_KEY=test-secret-key-000001",
    "GET /?Action=DescribeZones&Token=test-token-000001",
  ]) expect(isKeepable(text), text).toBe(false);
});
