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

cred = credential.Credential(
    os.environ["TENCENTCLOUD_SECRET_ID"],
    os.environ["TENCENTCLOUD_SECRET_KEY"],
    os.environ.get("TENCENTCLOUD_TOKEN"),
)
profile = ClientProfile(language="en-US")
client = CommonClient("cvm", "2017-03-12", cred, "ap-guangzhou", profile)

params = {
    "InstanceType": "S5.MEDIUM2",
    "Placement": {
        "Zone": "ap-guangzhou-3",
    },
    "ImageId": "img-pmqg1cw9",
    "InstanceCount": 2,
    "DryRun": True,
    "InstanceName": "边缘 \"one\" $HOME `id`",
    "SecurityGroupIds": [],
    "SystemDisk": {
        "DiskSize": 50,
    },
}

try:
    response = client.call_json("RunInstances", params)
    print(json.dumps(response, ensure_ascii=False, indent=2))
except TencentCloudSDKException as error:
    sys.exit(f"{error.code}: {error.message} (request id {error.requestId})")
