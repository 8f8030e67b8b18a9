// npm install tencentcloud-sdk-nodejs-common
const { CommonClient } = require("tencentcloud-sdk-nodejs-common");

const client = new CommonClient("127.0.0.1:41873", "2019-07-19", {
  credential: {
    secretId: process.env.TENCENTCLOUD_SECRET_ID,
    secretKey: process.env.TENCENTCLOUD_SECRET_KEY,
    token: process.env.TENCENTCLOUD_TOKEN,
  },
  region: "ap-guangzhou",
  profile: { httpProfile: { protocol: "http://" } },
});

const params = {
  "Filters": [
    {
      "Values": ["PRIVATE_IMAGE"],
      "Name": "image-type",
    },
  ],
  "Limit": 20,
};

async function main() {
  try {
    const response = await client.request("DescribeImage", params);
    console.log(JSON.stringify(response, null, 2));
  } catch (error) {
    console.error(`${error.code}: ${error.message} (request id ${error.requestId})`);
    process.exitCode = 1;
  }
}

main();
