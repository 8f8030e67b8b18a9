"""What every client calls, and what must come back.

`node_common.cjs` does the same in JavaScript.
"""

import json
import os
import sys

ECM = ("ecm", "2019-07-19")
IMPORT = {
    "ImageId": "img-pmqg1cw9",
    "ImageDescription": "sampleImage",
    "SourceRegion": "ap-chengdu",
}


def run(name, modeled, stubs, call):
    """`call(endpoint, service, version, action, input)` returns the members of the
    output, or the code of an API error. Exits with 1 and one line at the first
    difference."""

    def expect(what, found, expected):
        if found != expected:
            sys.exit(f"{name}: {what}: expected {expected!r}, found {found!r}")

    with open(os.path.join(os.path.dirname(__file__), "actions.json"), encoding="utf-8") as file:
        actions = json.load(file)
    for action in actions:
        what = f"{action['service']} {action['action']}"
        named = (action["service"], action["version"], action["action"])
        output = call(stubs, *named, action["input"])
        expect(f"{what}: RequestId", bool(member(output, "RequestId")), True)
        for path, value in action["output"].items():
            expect(f"{what}: {path}", member(output, path), value)
    first = actions[0]
    named = (first["service"], first["version"], first["action"])
    code = call(modeled, *named, first["input"])
    expect("an action without stubs", code, "UnsupportedOperation")

    def image(action, parameters):
        return call(modeled, *ECM, action, parameters)

    def imported():
        filters = [{"Name": "image-type", "Values": ["PRIVATE_IMAGE"]}]
        output = image("DescribeImage", {"Filters": filters, "Limit": 100})
        images = member(output, "ImageSet") or []
        expect("TotalCount", member(output, "TotalCount"), len(images))
        return [image["ImageId"] for image in images]

    expect("ImportImage", list(image("ImportImage", IMPORT)), ["RequestId"])
    images = imported()
    expect("images after the import", len(images), 1)
    duplicate = "InvalidParameterValue.ImageDuplicate"
    expect("a second import", image("ImportImage", IMPORT), duplicate)
    expect("DeleteImage", list(image("DeleteImage", {"ImageIDSet": images})), ["RequestId"])
    expect("images after the deletion", imported(), [])
    expect("a second deletion", image("DeleteImage", {"ImageIDSet": images}), "ResourceNotFound")
    print(f"{name}: {len(actions)} stubs; imported, described, deleted and failed as documented")


def member(value, path):
    """The value at a path such as `InstanceSet.0.InstanceId`."""
    for part in path.split("."):
        try:
            value = value[int(part) if isinstance(value, list) else part]
        except (KeyError, IndexError, TypeError):
            return None
    return value
