// npm install tencentcloud-sdk-nodejs-common
const { CommonClient } = require("tencentcloud-sdk-nodejs-common");

const client = new CommonClient("cvm.tencentcloudapi.com", "2017-03-12", {
  credential: {
    secretId: process.env.TENCENTCLOUD_SECRET_ID,
    secretKey: process.env.TENCENTCLOUD_SECRET_KEY,
    token: process.env.TENCENTCLOUD_TOKEN,
  },
  region: "ap-guangzhou",
  profile: { language: "en-US" },
});

const params = {
  "InstanceType": "S5.MEDIUM2",
  "Placement": {
    "Zone": "ap-guangzhou-3",
  },
  "ImageId": "img-pmqg1cw9",
  "InstanceCount": 2,
  "DryRun": true,
  "InstanceName": "边缘 \"one\" $HOME `id`",
  "SecurityGroupIds": [],
  "SystemDisk": {
    "DiskSize": 50,
  },
};

async function main() {
  try {
    const response = await client.request("RunInstances", params);
    console.log(JSON.stringify(response, null, 2));
  } catch (error) {
    console.error(`${error.code}: ${error.message} (request id ${error.requestId})`);
    process.exitCode = 1;
  }
}

main();
