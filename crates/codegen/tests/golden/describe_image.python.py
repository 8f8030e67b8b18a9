# pip install tencentcloud-sdk-python-common
import json
import os
import sys

from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.exception.tencent_cloud_sdk_exception import (
    TencentCloudSDKException,
)
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

cred = credential.Credential(
    os.environ["TENCENTCLOUD_SECRET_ID"],
    os.environ["TENCENTCLOUD_SECRET_KEY"],
    os.environ.get("TENCENTCLOUD_TOKEN"),
)
http = HttpProfile(endpoint="127.0.0.1:41873", protocol="http")
profile = ClientProfile(httpProfile=http)
client = CommonClient("ecm", "2019-07-19", cred, "ap-guangzhou", profile)

params = {
    "Filters": [
        {
            "Values": ["PRIVATE_IMAGE"],
            "Name": "image-type",
        },
    ],
    "Limit": 20,
}

try:
    response = client.call_json("DescribeImage", params)
    print(json.dumps(response, ensure_ascii=False, indent=2))
except TencentCloudSDKException as error:
    sys.exit(f"{error.code}: {error.message} (request id {error.requestId})")
