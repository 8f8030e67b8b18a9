// ImportImage with WebCrypto and a Request, as a function of an edge worker does it.
// Usage: node worker.mjs [charset-signed | host-first]

const [, , mistake] = process.argv;
const encoder = new TextEncoder();

const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");
const digest = async (text) => hex(await crypto.subtle.digest("SHA-256", encoder.encode(text)));

async function hmac(key, text) {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return crypto.subtle.sign("HMAC", imported, encoder.encode(text));
}

async function signed(env, action, body, now) {
  const url = new URL(`https://${env.SERVICE}.tencentcloudapi.com/`);
  const type = "application/json";
  // A response of fetch would show the charset, so it was taken from there.
  const signedType = mistake === "charset-signed" ? "application/json; charset=utf-8" : type;
  const lines = [`content-type:${signedType}`, `host:${url.host}`];
  const names = ["content-type", "host"];
  if (mistake === "host-first") {
    lines.reverse();
    names.reverse();
  }
  const canonical = `POST\n/\n\n${lines.join("\n")}\n\n${names.join(";")}\n${await digest(body)}`;
  const date = new Date(now * 1000).toISOString().slice(0, 10);
  const scope = [date, env.SERVICE, "tc3_request"].join("/");
  const text = `TC3-HMAC-SHA256\n${now}\n${scope}\n${await digest(canonical)}`;
  let key = encoder.encode("TC3" + env.SECRET_KEY);
  for (const step of scope.split("/")) key = await hmac(key, step);
  const signature = hex(await hmac(key, text));
  return new Request(url, {
    method: "POST",
    body,
    headers: {
      "Content-Type": type,
      "X-TC-Action": action,
      "X-TC-Version": env.VERSION,
      "X-TC-Timestamp": String(now),
      Authorization: `TC3-HMAC-SHA256 Credential=${env.SECRET_ID}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
    },
  });
}

const env = {
  SECRET_ID: "test-secret-id-000001",
  SECRET_KEY: "test-secret-key-000001",
  SERVICE: "ecm",
  VERSION: "2019-07-19",
};
const body = JSON.stringify({ ImageId: "img-pmqg1cw9", ImageDescription: "sampleImage", SourceRegion: "ap-chengdu" });
const request = await signed(env, "ImportImage", body, 1700000000);

// What fetch would send.
const head = [`POST ${new URL(request.url).pathname} HTTP/1.1`, `host: ${new URL(request.url).host}`];
for (const [name, value] of request.headers) head.push(`${name}: ${value}`);
head.push(`content-length: ${encoder.encode(body).length}`);
process.stdout.write(`${head.join("\r\n")}\r\n\r\n${await request.text()}`);
