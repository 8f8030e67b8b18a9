"""What every client calls in every form of a request, and what must come back.

`node_common.cjs` does the same in JavaScript.
"""

import functools
import json
import os
import ssl
import sys
import urllib.request

ECM = ("ecm", "2019-07-19")
IMPORT = {
    "ImageId": "img-pmqg1cw9",
    "ImageDescription": "sampleImage",
    "SourceRegion": "ap-chengdu",
}

# The file of the authorities of emulators with TLS.
AUTHORITIES = os.environ.get("NODE_EXTRA_CA_CERTS")
SECONDS_PER_REQUEST = 10


def data(file):
    with open(os.path.join(os.path.dirname(__file__), file), encoding="utf-8") as text:
        return json.load(text)


ACTIONS, IMPORT_ERRORS = data("actions.json"), data("import_errors.json")


def temporary_key():
    """Id, key and token."""
    [key] = data("temporary_key.json")
    return key["secret_id"], key["secret_key"], key["token"]


def run(name, emulators, call, actions=ACTIONS):
    """Runs the scenario once, and ends the process at the first difference.

    `emulators` are three URLs without a path: of one whose quota is one image, one with stubs, and
    one that denies ImportImage. `call(emulator, service, version, action, input)` returns
    the members of the output, or the code of an API error, or None if the form of the
    request cannot have this input. `actions` are called with stubs.
    """
    Scenario(name, emulators, call, actions).run()


class Scenario:
    def __init__(self, name, emulators, call, actions):
        self.name, self.emulators, self.client, self.actions = name, emulators, call, actions
        self.calls = dict.fromkeys(emulators, 0)

    def run(self):
        self.stubs()
        self.images()
        for emulator in self.emulators:
            self.journal(emulator)

    def call(self, emulator, service, version, action, parameters):
        result = self.client(emulator, service, version, action, parameters)
        self.calls[emulator] += result is not None
        return result

    def stubs(self):
        modeled, stubs, _ = self.emulators
        for action in self.actions:
            named = (action["service"], action["version"], action["action"])
            output = self.call(stubs, *named, action["input"])
            if output is None:
                continue
            what = f"{action['service']} {action['action']}"
            self.expect(f"{what}: RequestId", bool(member(output, "RequestId")), True)
            for path, value in action["output"].items():
                self.expect(f"{what}: {path}", member(output, path), value)
        first = ACTIONS[0]
        named = (first["service"], first["version"], first["action"])
        code = self.call(modeled, *named, first["input"])
        if code is not None:
            self.expect("an action without stubs", code, "UnsupportedOperation")

    def images(self):
        modeled, stubs, denied = self.emulators
        others = {"denied": denied, "stubs": stubs}
        imported = self.call(modeled, *ECM, "ImportImage", IMPORT)
        self.expect("ImportImage", list(imported), ["RequestId"])
        images = self.imported()
        self.expect("images after the import", len(images), 1)
        for case in IMPORT_ERRORS:
            emulator = others.get(case.get("emulator"), modeled)
            code = self.call(emulator, *ECM, "ImportImage", case["input"])
            self.expect("ImportImage", code, case["code"])
        deletion = {"ImageIDSet": images}
        deleted = self.call(modeled, *ECM, "DeleteImage", deletion)
        self.expect("DeleteImage", list(deleted), ["RequestId"])
        self.expect("images after the deletion", self.imported(), [])
        again = self.call(modeled, *ECM, "DeleteImage", deletion)
        self.expect("a second deletion", again, "ResourceNotFound")

    def imported(self):
        filters = [{"Name": "image-type", "Values": ["PRIVATE_IMAGE"]}]
        parameters = {"Filters": filters, "Limit": 100}
        output = self.call(self.emulators[0], *ECM, "DescribeImage", parameters)
        images = member(output, "ImageSet") or []
        self.expect("TotalCount", member(output, "TotalCount"), len(images))
        return [image["ImageId"] for image in images]

    def journal(self, emulator):
        """Every call of this run is in the journal, and none has a diagnosis."""
        self.expect("requests in the journal", len(journal(emulator)), self.calls[emulator])
        self.expect("diagnosed requests", diagnosed(emulator), [])
        reset(emulator)

    def expect(self, what, found, expected):
        if found != expected:
            sys.exit(f"{self.name}: {what}: expected {expected!r}, found {found!r}")


def journal(emulator):
    return json.loads(administration(f"{emulator}/_emulator/journal"))["entries"]


def diagnosed(emulator):
    """The requests of the journal whose signature was examined for a mistake."""
    return [entry for entry in journal(emulator) if entry.get("diagnosis") is not None]


def reset(emulator):
    """Forgets images, the journal and the rates, which a loop over forms would exceed."""
    administration(f"{emulator}/_emulator/reset", b"{}")


def administration(url, body=None):
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with direct().open(request, timeout=SECONDS_PER_REQUEST) as response:
        return response.read()


@functools.cache
def direct():
    """Without a proxy."""
    handlers = [urllib.request.ProxyHandler({})]
    if AUTHORITIES:
        context = ssl.create_default_context(cafile=AUTHORITIES)
        handlers.append(urllib.request.HTTPSHandler(context=context))
    return urllib.request.build_opener(*handlers)


def member(value, path):
    """The value at a path such as `InstanceSet.0.InstanceId`."""
    for part in path.split("."):
        try:
            value = value[int(part) if isinstance(value, list) else part]
        except (KeyError, IndexError, TypeError):
            return None
    return value
