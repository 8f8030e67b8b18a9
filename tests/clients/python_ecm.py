"""The official Python SDK for ECM, unmodified, against a running emulator.

Usage: python_ecm.py MODELED STUBS DENIED SECRET_ID SECRET_KEY

Only the first emulator of scenario.py is called.

Imports an image, finds it in the list, and imports it again, which must fail. Exits
with 1 and one line at the first difference from the documentation.
"""

import sys

import scenario
from tencentcloud.common import credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.ecm.v20190719 import ecm_client, models

IMAGE, DESCRIPTION, REGION = "img-pmqg1cw9", "sampleImage", "ap-chengdu"
SECONDS_PER_REQUEST = 10


def main(emulator, _stubs, _denied, secret_id, secret_key):
    client = connect(emulator, secret_id, secret_key)

    response = client.ImportImage(import_image())
    expect(response.RequestId, "ImportImage returns a RequestId")

    images = client.DescribeImage(models.DescribeImageRequest())
    expect(images.RequestId, "DescribeImage returns a RequestId")
    expect(images.TotalCount == len(images.ImageSet), "TotalCount counts the images")
    found = [image for image in images.ImageSet if came_from_import(image)]
    expect(len(found) == 1, "the imported image is listed once")
    expect(found[0].ImageDescription == DESCRIPTION, "it has the given description")

    try:
        client.ImportImage(import_image())
    except TencentCloudSDKException as error:
        code = "InvalidParameterValue.ImageDuplicate"
        expect(error.get_code() == code, f"a second import fails with {code}, not {error}")
        expect(error.get_request_id(), "the error has a request id")
        expect(error.get_request_id() != response.RequestId, "the error has another request id")
    else:
        expect(False, "a second import of the same image fails")

    diagnosed = scenario.diagnosed(emulator)
    expect(not diagnosed, f"no request is diagnosed, not {diagnosed}")

    other = connect(emulator, secret_id, secret_key + "x")
    try:
        other.DescribeImage(models.DescribeImageRequest())
    except TencentCloudSDKException as error:
        code = "AuthFailure.SignatureFailure"
        expect(error.get_code() == code, f"another key fails with {code}, not {error}")
    else:
        expect(False, "a signature made with another key fails")
    # So the journal would have shown a diagnosis of the requests before.
    expect(len(scenario.diagnosed(emulator)) == 1, "the request with another key is diagnosed")
    scenario.reset(emulator)


def connect(emulator, secret_id, secret_key):
    protocol, endpoint = emulator.split("://")
    http = HttpProfile(
        protocol=protocol,
        endpoint=endpoint,
        reqTimeout=SECONDS_PER_REQUEST,
        certification=scenario.AUTHORITIES,
    )
    # No region: ECM's image actions need none.
    return ecm_client.EcmClient(
        credential.Credential(secret_id, secret_key), "", ClientProfile(httpProfile=http)
    )


def import_image():
    request = models.ImportImageRequest()
    request.ImageId = IMAGE
    request.ImageDescription = DESCRIPTION
    request.SourceRegion = REGION
    return request


def came_from_import(image):
    source = image.SrcImage
    return source is not None and (source.ImageId, source.Region) == (IMAGE, REGION)


def expect(condition, sentence):
    if not condition:
        sys.exit(f"python_ecm.py: expected: {sentence}")


if __name__ == "__main__":
    main(*sys.argv[1:])
    print("python_ecm.py: imported, listed, second import failed as documented")
