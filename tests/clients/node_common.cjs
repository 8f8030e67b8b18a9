// The CommonClient of the official Node SDK, unmodified, against running emulators.
//
// Usage: node_common.cjs MODELED STUBS SECRET_ID SECRET_KEY
//
// As python_common.py and scenario.py.
"use strict";

const { CommonClient } = require("tencentcloud-sdk-nodejs-common");
const actions = require("./actions.json");

const IMPORT = {
  ImageId: "img-pmqg1cw9",
  ImageDescription: "sampleImage",
  SourceRegion: "ap-chengdu",
};
const SECONDS_PER_REQUEST = 10;

async function main(modeled, stubs, secretId, secretKey) {
  // The output, or the code of an API error. The SDK takes the service from the endpoint.
  const call = async (endpoint, version, action, input) => {
    const client = new CommonClient(endpoint, version, {
      credential: { secretId, secretKey },
      region: "ap-guangzhou",
      profile: { httpProfile: { endpoint, protocol: "http://", reqTimeout: SECONDS_PER_REQUEST } },
    });
    try {
      return await client.request(action, input);
    } catch (error) {
      return error.code;
    }
  };

  for (const { service, version, action, input, output } of actions) {
    const what = `${service} ${action}`;
    const found = await call(stubs, version, action, input);
    expect(`${what}: RequestId`, Boolean(member(found, "RequestId")), true);
    for (const [path, value] of Object.entries(output)) {
      expect(`${what}: ${path}`, member(found, path), value);
    }
  }
  const [first] = actions;
  const code = await call(modeled, first.version, first.action, first.input);
  expect("an action without stubs", code, "UnsupportedOperation");

  const image = (action, input) => call(modeled, "2019-07-19", action, input);
  const imported = async () => {
    const filters = [{ Name: "image-type", Values: ["PRIVATE_IMAGE"] }];
    const output = await image("DescribeImage", { Filters: filters, Limit: 100 });
    const images = member(output, "ImageSet") ?? [];
    expect("TotalCount", member(output, "TotalCount"), images.length);
    return images.map((image) => image.ImageId);
  };

  expect("ImportImage", Object.keys(await image("ImportImage", IMPORT)), ["RequestId"]);
  const images = await imported();
  expect("images after the import", images.length, 1);
  const duplicate = "InvalidParameterValue.ImageDuplicate";
  expect("a second import", await image("ImportImage", IMPORT), duplicate);
  const deletion = { ImageIDSet: images };
  expect("DeleteImage", Object.keys(await image("DeleteImage", deletion)), ["RequestId"]);
  expect("images after the deletion", await imported(), []);
  expect("a second deletion", await image("DeleteImage", deletion), "ResourceNotFound");
  const calls = `${actions.length} stubs; imported, described, deleted`;
  console.log(`node_common.cjs: ${calls} and failed as documented`);
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

main(...process.argv.slice(2));
