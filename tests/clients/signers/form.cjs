// RunInstances as a form with the older signature (HmacSHA256).
// Usage: node form.cjs [sha1 | get-in-source]
"use strict";
const { createHmac } = require("node:crypto");

const mistake = process.argv[2];

class FormClient {
  constructor({ secretId, secretKey, host }) {
    Object.assign(this, { secretId, secretKey, host });
  }

  flatten(value, name = "") {
    if (typeof value !== "object") return { [name]: String(value) };
    return Object.entries(value).reduce(
      (all, [key, item]) => ({ ...all, ...this.flatten(item, name ? `${name}.${key}` : key) }),
      {},
    );
  }

  sign(method, params) {
    const names = Object.keys(params).sort();
    const source = `${method}${this.host}/?${names.map((name) => `${name}=${params[name]}`).join("&")}`;
    // SignatureMethod was added to the parameters later.
    const algorithm = mistake === "sha1" ? "sha1" : "sha256";
    return createHmac(algorithm, this.secretKey).update(source, "utf8").digest("base64");
  }

  post(action, version, params, { timestamp, nonce }) {
    const all = {
      ...this.flatten(params),
      Action: action,
      Version: version,
      Region: "ap-guangzhou",
      SecretId: this.secretId,
      SignatureMethod: "HmacSHA256",
      Timestamp: String(timestamp),
      Nonce: String(nonce),
    };
    // The method stands in the signed text, too.
    all.Signature = this.sign(mistake === "get-in-source" ? "GET" : "POST", all);
    const body = new URLSearchParams(all).toString();
    return [
      "POST / HTTP/1.1",
      `Host: ${this.host}`,
      "Content-Type: application/x-www-form-urlencoded",
      `Content-Length: ${body.length}`,
      "",
      body,
    ].join("\r\n");
  }
}

const client = new FormClient({
  secretId: "test-secret-id-000001",
  secretKey: "test-secret-key-000001",
  host: "cvm.tencentcloudapi.com",
});
const input = {
  Placement: { Zone: "ap-guangzhou-3" },
  ImageId: "img-pmqg1cw9",
  InstanceCount: 1,
  InstanceName: "web & db = 1",
  SecurityGroupIds: ["sg-00000001", "sg-00000002"],
};
process.stdout.write(client.post("RunInstances", "2017-03-12", input, { timestamp: 1700000000, nonce: 4711 }));
