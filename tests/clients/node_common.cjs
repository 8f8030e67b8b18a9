// The CommonClient of the official Node SDK, unmodified, against running emulators.
//
// Usage: node_common.cjs MODELED STUBS DENIED SECRET_ID SECRET_KEY
//
// As python_common.py and scenario.py.
"use strict";

const { CommonClient } = require("tencentcloud-sdk-nodejs-common");
const actions = require("./actions.json");
const importErrors = require("./import_errors.json");
const [temporary] = require("./temporary_key.json");

const IMPORT = {
  ImageId: "img-pmqg1cw9",
  ImageDescription: "sampleImage",
  SourceRegion: "ap-chengdu",
};
const FORMS = [
  { signMethod: "TC3-HMAC-SHA256", reqMethod: "POST" },
  { signMethod: "TC3-HMAC-SHA256", reqMethod: "POST", multipart: true },
  { signMethod: "TC3-HMAC-SHA256", reqMethod: "GET" },
  { signMethod: "HmacSHA1", reqMethod: "POST" },
  { signMethod: "HmacSHA1", reqMethod: "GET" },
  { signMethod: "HmacSHA256", reqMethod: "POST" },
  { signMethod: "HmacSHA256", reqMethod: "GET" },
];
const ASSERTION = {
  SAMLAssertion: "assertion",
  PrincipalArn: "qcs::cam::uin/1:saml-provider/p",
  RoleArn: "qcs::cam::uin/1:roleName/r",
  RoleSessionName: "s",
};
const SECONDS_PER_REQUEST = 10;

async function main(modeled, stubs, denied, secretId, secretKey) {
  const { secret_id, secret_key, token } = temporary;
  for (const keys of [{ secretId, secretKey }, { secretId: secret_id, secretKey: secret_key, token }]) {
    for (const form of FORMS) await scenario(keys, form, modeled, stubs, denied);
    await others(keys, stubs);
  }
  console.log(`node_common.cjs: ${FORMS.length} forms, octets and requests without a signature`);
}

async function scenario(keys, form, modeled, stubs, denied) {
  const sent = { [modeled]: 0, [stubs]: 0, [denied]: 0 };
  // The output, or the code of an API error.
  const call = async (emulator, version, action, input) => {
    sent[emulator] += 1;
    const sdk = client(keys, form, emulator, version);
    const { multipart } = form;
    try {
      return await sdk.request(action, multipart ? parts(input) : input, { multipart });
    } catch (error) {
      return error.code;
    }
  };
  const check = (what, found, expected) => expect(`${JSON.stringify(form)}: ${what}`, found, expected);

  for (const { service, version, action, input, output } of actions) {
    if (form.multipart && !isParts(input)) continue;
    const what = `${service} ${action}`;
    const found = await call(stubs, version, action, input);
    check(`${what}: RequestId`, Boolean(member(found, "RequestId")), true);
    for (const [path, value] of Object.entries(output)) {
      check(`${what}: ${path}`, member(found, path), value);
    }
  }
  const { version, action } = actions[0];
  const code = await call(modeled, version, action, { Limit: "5" });
  check("an action without stubs", code, "UnsupportedOperation");

  const image = (action, input) => call(modeled, "2019-07-19", action, input);
  const imported = async () => {
    const filters = [{ Name: "image-type", Values: ["PRIVATE_IMAGE"] }];
    const limit = { Limit: 100 };
    const output = await image("DescribeImage", form.multipart ? limit : { Filters: filters, ...limit });
    const images = member(output, "ImageSet") ?? [];
    check("TotalCount", member(output, "TotalCount"), images.length);
    return images.map((image) => image.ImageId);
  };

  check("ImportImage", Object.keys(await image("ImportImage", IMPORT)), ["RequestId"]);
  const images = await imported();
  check("images after the import", images.length, 1);
  const others = { denied, stubs };
  for (const { code, emulator, input } of importErrors) {
    const endpoint = others[emulator] ?? modeled;
    check("ImportImage", await call(endpoint, "2019-07-19", "ImportImage", input), code);
  }
  if (!form.multipart) {
    const deletion = { ImageIDSet: images };
    check("DeleteImage", Object.keys(await image("DeleteImage", deletion)), ["RequestId"]);
    check("images after the deletion", await imported(), []);
    check("a second deletion", await image("DeleteImage", deletion), "ResourceNotFound");
  }
  for (const emulator of [modeled, stubs, denied]) {
    const entries = await journal(emulator);
    check("requests in the journal", entries.length, sent[emulator]);
    check("diagnosed requests", entries.filter(isDiagnosed), []);
    await reset(emulator);
  }
}

// Octets, and requests without a signature.
async function others(keys, stubs) {
  const form = (reqMethod) => ({ signMethod: "TC3-HMAC-SHA256", reqMethod });
  const cls = client(keys, form("POST"), stubs, "2020-10-16");
  const headers = { "X-CLS-TopicId": "t-1" };
  cls.profile.httpProfile.headers = headers;
  await cls.requestOctetStream("UploadLog", Buffer.from([...Array(256).keys()]));
  for (const method of ["POST", "GET"]) {
    const sts = client(keys, form(method), stubs, "2018-08-13");
    await sts.request("AssumeRoleWithSAML", ASSERTION, { skipSign: true });
  }
  const entries = await journal(stubs);
  const expected = ["UploadLog", "AssumeRoleWithSAML", "AssumeRoleWithSAML"];
  expect("requests in the journal", entries.map((entry) => entry.action), expected);
  expect("diagnosed requests", entries.filter(isDiagnosed), []);
  await reset(stubs);
}

// The SDK takes the service from the endpoint.
function client(credential, { signMethod, reqMethod }, emulator, version) {
  const { protocol, host: endpoint } = new URL(emulator);
  const httpProfile = { endpoint, protocol: `${protocol}//`, reqMethod, reqTimeout: SECONDS_PER_REQUEST };
  return new CommonClient(endpoint, version, {
    credential,
    region: "ap-guangzhou",
    profile: { signMethod, httpProfile },
  });
}

// The SDK sends numbers as parts, but hashes strings and buffers only, and has no form
// without parts; lists and objects it cannot send.
function isParts(input) {
  return Object.keys(input).length > 0 && Object.values(input).every((value) => typeof value !== "object");
}

function parts(input) {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
}

async function journal(emulator) {
  const response = await fetch(`${emulator}/_emulator/journal`);
  return (await response.json()).entries;
}

// Whether the signature was examined for a mistake.
function isDiagnosed(entry) {
  return (entry.diagnosis ?? null) !== null;
}

// Forgets images, the journal and the rates, which a loop over forms would exceed.
async function reset(emulator) {
  const headers = { "Content-Type": "application/json" };
  await fetch(`${emulator}/_emulator/reset`, { method: "POST", headers, body: "{}" });
}

// The value at a path such as `InstanceSet.0.InstanceId`.
function member(value, path) {
  return path.split(".").reduce((value, part) => value?.[part], value);
}

function expect(what, found, expected) {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  if (one !== other) {
    console.error(`node_common.cjs: ${what}: expected ${other}, found ${one}`);
    process.exit(1);
  }
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
