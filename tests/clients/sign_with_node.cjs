// Signs calls with the official Node SDK, unmodified.
//
// Usage: NODE_PATH=<node_modules> node sign_with_node.cjs CALLS RESULTS
//
// Reads one call per line and writes one result per line, in the format of
// sign_with_python.py. The SDK's own code builds, signs and sends. Only its clock,
// its random numbers and the socket are replaced. Its hash and HMAC are wrapped to
// record their inputs.

"use strict"

const crypto = require("crypto")
const fs = require("fs")
const http = require("http")
const querystring = require("querystring")
const readline = require("readline")
const { Duplex } = require("stream")

const BODY = '{"Response":{"RequestId":"0"}}'
const RESPONSE =
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n" +
  `Content-Length: ${BODY.length}\r\n\r\n${BODY}`
const END_OF_HEAD = "\r\n\r\n"

// The inputs of hash and HMAC during one request, and its clock and random bytes.
let hashed, keyed
let now = 0
let chance = Buffer.alloc(8)
const { createHash, createHmac, randomBytes } = crypto
const record = (make, save) => (...options) => {
  const object = make(...options)
  const { update, digest } = object
  const pieces = []
  object.update = (data) => {
    pieces.push(Buffer.from(data))
    update.call(object, data)
    return object
  }
  object.digest = (encoding) => {
    const result = digest.call(object)
    save({ message: Buffer.concat(pieces), result })
    return encoding ? result.toString(encoding) : result
  }
  return object
}
crypto.createHash = record(createHash, (one) => hashed.push(one))
crypto.createHmac = record(createHmac, (one) => keyed.push(one))
crypto.randomBytes = (size) => (size === 12 ? Buffer.alloc(12, chance) : randomBytes(size))
Math.random = () => (chance.readUIntBE(0, 6) % 65536) / 65536
Date.now = () => now * 1000
Date.prototype.getTime = function () {
  return now * 1000
}

const { CommonClient } = require("tencentcloud-sdk-nodejs-common")

// Keeps what is sent, and responds to every complete request with success.
class Socket extends Duplex {
  sent = Buffer.alloc(0)
  _read() {}
  _write(chunk, _, done) {
    this.sent = Buffer.concat([this.sent, chunk])
    const head = this.sent.indexOf(END_OF_HEAD)
    if (head >= 0) {
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.sent.subarray(0, head).toString("latin1"))
      const whole = head + END_OF_HEAD.length + Number(length ? length[1] : 0)
      if (this.sent.length === whole) this.push(RESPONSE)
    }
    done()
  }
  setKeepAlive() {}
  setNoDelay() {}
  setTimeout() {}
  ref() {}
  unref() {}
}

async function main(calls, results) {
  // Without a proxy nothing leaves this process.
  for (const name of Object.keys(process.env)) {
    if (name.toLowerCase().endsWith("_proxy")) delete process.env[name]
  }
  const out = fs.createWriteStream(results)
  for await (const line of readline.createInterface({ input: fs.createReadStream(calls) })) {
    out.write(JSON.stringify(await perform(JSON.parse(line, revive))) + "\n")
  }
  await new Promise((done) => out.end(done))
}

async function perform(call) {
  hashed = []
  keyed = []
  now = Number(call.timestamp)
  chance = Buffer.alloc(8)
  chance.writeBigUInt64BE(BigInt(call.nonce))
  const socket = new Socket()
  await send(call, socket)
  const sent = parse(socket.sent)
  const understand = call.form.startsWith("v1") ? resultV1 : resultTc3
  const shown = { line: sent.line, headers: sent.headers, body_base64: sent.body.toString("base64") }
  return { id: call.id, form: call.form, sent: shown, ...understand(call, sent) }
}

async function send(call, socket) {
  const agent = new http.Agent()
  agent.createConnection = () => socket
  const trace = `00000000-0000-0000-${chance.toString("hex").replace(/^(.{4})/, "$1-")}`
  const headers = { "X-TC-TraceId": trace, ...call.headers }
  const client = new CommonClient(call.host, call.version, {
    credential: { secretId: call.secret_id, secretKey: call.secret_key, token: call.token },
    region: call.region,
    profile: {
      signMethod: call.sign_method,
      language: call.language,
      httpProfile: { protocol: "http://", reqMethod: call.method, agent, headers },
    },
  })
  client.sdkVersion = call.request_client
  if (call.body !== undefined) {
    await client.requestOctetStream(call.action, Buffer.from(call.body, "base64"))
    return
  }
  const options = { multipart: call.form.includes("multipart"), skipSign: call.form === "skip" }
  await client.request(call.action, call.params, options)
}

// Converts bytes and large integers from their JSON form.
function revive(_, value) {
  if (value?.$base64 !== undefined) return Buffer.from(value.$base64, "base64")
  if (value?.$integer !== undefined) return BigInt(value.$integer)
  return value
}

function parse(raw) {
  const end = raw.indexOf(END_OF_HEAD)
  const [line, ...fields] = raw.subarray(0, end).toString().split("\r\n")
  const [method, target] = line.split(" ")
  const [, path, query = ""] = /^([^?]*)\??(.*)$/.exec(target)
  if (path !== "/") throw new Error(`sent to the path ${path}`)
  const headers = fields.map((field) => field.split(/: (.*)/s).slice(0, 2))
  return { line, method, query, headers, body: raw.subarray(end + END_OF_HEAD.length) }
}

function header(sent, wanted) {
  const found = sent.headers.filter(([name]) => name.toLowerCase() === wanted)
  return found.length === 1 ? found[0][1] : undefined
}

function resultTc3(call, sent) {
  const authorization = header(sent, "authorization")
  if (call.form === "skip") {
    return { expected: { authorization, hashes: hashed.length + keyed.length }, by_design: [] }
  }
  const [scope, signed] = authorization.split(", ")
  const names = signed.replace("SignedHeaders=", "").split(";")
  const others = names.filter((name) => name !== "host")
  if (hashed.length !== 2 || keyed.length !== 4) throw new Error("the SDK signs in other steps than expected")
  const [payload, canonical] = hashed
  const [date, service, key, signature] = keyed
  const host = header(sent, "host")
  const name = host.replace(/:\d+$/, "")
  const found = {
    "space as %20": sent.query.includes("%20"),
    "host signed without its port": name !== host,
  }
  return {
    sign: {
      scheme: "TC3-HMAC-SHA256",
      method: sent.method,
      host: name,
      query: sent.query,
      headers: Object.fromEntries(others.map((name) => [name, header(sent, name)])),
      signed_headers: names,
      payload_base64: sent.body.toString("base64"),
      unsigned_payload: header(sent, "x-tc-content-sha256") === "UNSIGNED-PAYLOAD",
      service: scope.split("/").at(-2),
      timestamp: Number(header(sent, "x-tc-timestamp")),
      secret_id: call.secret_id,
      secret_key: call.secret_key,
    },
    expected: {
      payload_sha256: payload.result.toString("hex"),
      canonical_request: canonical.message.toString(),
      canonical_request_sha256: canonical.result.toString("hex"),
      string_to_sign: signature.message.toString(),
      derived_keys: {
        date: date.result.toString("hex"),
        service: service.result.toString("hex"),
        signing: key.result.toString("hex"),
      },
      signature: signature.result.toString("hex"),
      authorization,
    },
    by_design: Object.keys(found).filter((name) => found[name]),
  }
}

function resultV1(call, sent) {
  const text = sent.method === "GET" ? sent.query : sent.body.toString()
  const pairs = Object.entries(querystring.parse(text, "&", "=", { maxKeys: 0 }))
  const [{ message, result }] = keyed
  const signature = pairs.find(([name]) => name === "Signature")[1]
  if (result.toString("base64") !== signature) throw new Error("the sent signature is not the computed one")
  return {
    sign: {
      scheme: call.sign_method,
      method: sent.method,
      host: header(sent, "host"),
      params: pairs.filter(([name]) => name !== "Signature"),
      secret_key: call.secret_key,
    },
    expected: { string_to_sign: message.toString(), signature },
    by_design: text.includes("%20") ? ["space as %20"] : [],
  }
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error)
  process.exitCode = 1
})
