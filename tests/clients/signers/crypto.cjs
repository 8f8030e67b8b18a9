// ImportImage with the module crypto of Node, functions in a row.
// Usage: node crypto.cjs [hex-keys | no-prefix]
const crypto = require("crypto");

const mistake = process.argv[2];

const sha256 = (message, secret, encoding) =>
  crypto.createHmac("sha256", secret).update(message).digest(encoding);
const getHash = (message) => crypto.createHash("sha256").update(message).digest("hex");

function getDate(timestamp) {
  const date = new Date(timestamp * 1000);
  const pad = (number) => ("0" + number).slice(-2);
  return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

const SECRET_ID = "test-secret-id-000001";
const SECRET_KEY = "test-secret-key-000001";
const endpoint = "ecm.tencentcloudapi.com";
const service = "ecm";
const timestamp = 1700000000;
const date = getDate(timestamp);

const payload = JSON.stringify({
  ImageId: "img-pmqg1cw9",
  ImageDescription: "边缘 image",
  SourceRegion: "ap-chengdu",
});
const canonicalRequest = [
  "POST",
  "/",
  "",
  "content-type:application/json",
  `host:${endpoint}`,
  "",
  "content-type;host",
  getHash(payload),
].join("\n");
const scope = `${date}/${service}/tc3_request`;
const stringToSign = ["TC3-HMAC-SHA256", timestamp, scope, getHash(canonicalRequest)].join("\n");

// Keys in between are bytes; with "hex" the next step gets a text.
const between = mistake === "hex-keys" ? "hex" : undefined;
const prefix = mistake === "no-prefix" ? "" : "TC3";
const kDate = sha256(date, prefix + SECRET_KEY, between);
const kService = sha256(service, kDate, between);
const kSigning = sha256("tc3_request", kService, between);
const signature = sha256(stringToSign, kSigning, "hex");

process.stdout.write(
  [
    "POST / HTTP/1.1",
    `Authorization: TC3-HMAC-SHA256 Credential=${SECRET_ID}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    "Content-Type: application/json",
    `Host: ${endpoint}`,
    "X-TC-Action: ImportImage",
    `X-TC-Timestamp: ${timestamp}`,
    "X-TC-Version: 2019-07-19",
    `Content-Length: ${Buffer.byteLength(payload)}`,
    "",
    payload,
  ].join("\r\n"),
);
