"""The CommonClient of the official Python SDK, unmodified, against running emulators.

Usage: python_common.py MODELED STUBS DENIED SECRET_ID SECRET_KEY

`scenario.py` says what is called and what the three URLs are. It runs in every form that
the SDK has, with a permanent and a temporary key.
"""

import json
import sys

import scenario
from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

TC3 = "TC3-HMAC-SHA256"
SIGNED, UNSIGNED = False, True
PARTS = {"IsMultipart": True}
# Signature, method, whether the payload is unsigned, options of the call.
FORMS = [
    (TC3, "POST", SIGNED, {}),
    (TC3, "POST", UNSIGNED, {}),
    (TC3, "POST", SIGNED, PARTS),
    (TC3, "POST", UNSIGNED, PARTS),
    (TC3, "GET", SIGNED, {}),
    (TC3, "GET", UNSIGNED, {}),
    ("HmacSHA1", "POST", SIGNED, {}),
    ("HmacSHA1", "GET", SIGNED, {}),
    ("HmacSHA256", "POST", SIGNED, {}),
    ("HmacSHA256", "GET", SIGNED, {}),
]
OCTETS = ("cls", "2020-10-16", "UploadLog")
NO_SIGNATURE = ("sts", "2018-08-13", "AssumeRoleWithSAML")
ASSERTION = {
    "SAMLAssertion": "assertion",
    "PrincipalArn": "qcs::cam::uin/1:saml-provider/p",
    "RoleArn": "qcs::cam::uin/1:roleName/r",
    "RoleSessionName": "s",
}
SECONDS_PER_REQUEST = 10


def main(modeled, stubs, denied, secret_id, secret_key):
    emulators = (modeled, stubs, denied)
    for keys in [(secret_id, secret_key), scenario.temporary_key()]:
        for form in FORMS:
            scenario.run(f"python_common.py: {form}", emulators, caller(keys, form))
        others(stubs, keys)
    print(f"python_common.py: {len(FORMS)} forms, octets and requests without a signature")


def caller(keys, form):
    *_, options = form

    def call(emulator, service, version, action, parameters):
        if options == PARTS:
            parameters = parts(parameters)
        if options == PARTS and not parameters:
            # The SDK has no body without parts.
            return None
        try:
            sdk = client(keys, form, emulator, service, version)
            return sdk.call_json(action, parameters, options=options)["Response"]
        except TencentCloudSDKException as error:
            return error.get_code()

    return call


def client(keys, form, emulator, service, version):
    signature, method, unsigned, _ = form
    protocol, endpoint = emulator.split("://")
    http = HttpProfile(
        protocol=protocol,
        endpoint=endpoint,
        reqMethod=method,
        reqTimeout=SECONDS_PER_REQUEST,
        certification=scenario.AUTHORITIES,
    )
    profile = ClientProfile(httpProfile=http, signMethod=signature)
    profile.unsignedPayload = unsigned
    return CommonClient(service, version, credential.Credential(*keys), "", profile)


def parts(parameters):
    """The SDK sends strings, bytes, lists and objects as parts, but no numbers."""
    return {
        name: value if isinstance(value, (str, list, dict)) else json.dumps(value)
        for name, value in parameters.items()
    }


def others(stubs, keys):
    """Octets, and requests without a signature."""
    sent = []
    for unsigned in [SIGNED, UNSIGNED]:
        sdk = client(keys, (TC3, "POST", unsigned, {}), stubs, *OCTETS[:2])
        sdk.call_octet_stream(OCTETS[2], {"X-CLS-TopicId": "t-1"}, bytes(range(256)))
        sent.append(OCTETS[2])
        for method in ["POST", "GET"]:
            sdk = client(keys, (TC3, method, unsigned, {}), stubs, *NO_SIGNATURE[:2])
            sdk.call_json(NO_SIGNATURE[2], ASSERTION, options={"SkipSign": True})
            sent.append(NO_SIGNATURE[2])
    if [entry["action"] for entry in scenario.journal(stubs)] != sent:
        sys.exit(f"python_common.py: requests in the journal: expected {sent}")
    if scenario.diagnosed(stubs):
        sys.exit(f"python_common.py: diagnosed requests: {scenario.diagnosed(stubs)}")
    scenario.reset(stubs)


if __name__ == "__main__":
    main(*sys.argv[1:])
