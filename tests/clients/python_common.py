"""The CommonClient of the official Python SDK, unmodified, against running emulators.

Usage: python_common.py MODELED STUBS SECRET_ID SECRET_KEY

MODELED and STUBS are HOST:PORT of an emulator without and with stubs. Calls the actions
of actions.json, then the image actions: `scenario.py` says what must come back.
"""

import sys

import scenario
from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

SECONDS_PER_REQUEST = 10


def main(modeled, stubs, secret_id, secret_key):
    def call(endpoint, service, version, action, parameters):
        http = HttpProfile(protocol="http", endpoint=endpoint, reqTimeout=SECONDS_PER_REQUEST)
        client = CommonClient(
            service,
            version,
            credential.Credential(secret_id, secret_key),
            "",
            ClientProfile(httpProfile=http),
        )
        try:
            return client.call_json(action, parameters)["Response"]
        except TencentCloudSDKException as error:
            return error.get_code()

    scenario.run("python_common.py", modeled, stubs, call)


if __name__ == "__main__":
    main(*sys.argv[1:])
