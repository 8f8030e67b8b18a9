// npm install tencentcloud-sdk-nodejs-common
const { CommonClient } = require("tencentcloud-sdk-nodejs-common");

const client = new CommonClient("ecm.tencentcloudapi.com", "2019-07-19", {
  credential: {
    secretId: process.env.TENCENTCLOUD_SECRET_ID,
    secretKey: process.env.TENCENTCLOUD_SECRET_KEY,
    token: process.env.TENCENTCLOUD_TOKEN,
  },
});

const params = {
  "ImageId": "img-pmqg1cw9",
  "ImageDescription": "sampleImage",
  "SourceRegion": "ap-chengdu",
};

async function main() {
  try {
    const response = await client.request("ImportImage", params);
    console.log(JSON.stringify(response, null, 2));
  } catch (error) {
    console.error(`${error.code}: ${error.message} (request id ${error.requestId})`);
    process.exitCode = 1;
  }
}

main();
