# pip install tencentcloud-sdk-python-common
import json
import os
import sys

from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.exception.tencent_cloud_sdk_exception import (
    TencentCloudSDKException,
)

cred = credential.Credential(
    os.environ["TENCENTCLOUD_SECRET_ID"],
    os.environ["TENCENTCLOUD_SECRET_KEY"],
    os.environ.get("TENCENTCLOUD_TOKEN"),
)
client = CommonClient("ecm", "2019-07-19", cred, "")

params = {
    "ImageId": "img-pmqg1cw9",
    "ImageDescription": "sampleImage",
    "SourceRegion": "ap-chengdu",
}

try:
    response = client.call_json("ImportImage", params)
    print(json.dumps(response, ensure_ascii=False, indent=2))
except TencentCloudSDKException as error:
    sys.exit(f"{error.code}: {error.message} (request id {error.requestId})")
