"""tccli, the official command, unmodified, against running emulators.

Usage: tccli_calls.py MODELED STUBS DENIED SECRET_ID SECRET_KEY

As python_common.py. tccli signs with TC3-HMAC-SHA256 and sends POST requests only; what
differs is where its keys and parameters come from. It speaks HTTPS unless its option
--endpoint is a URL with http://. It keeps its configuration in the home directory, so
each run has a new one.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

import scenario

# It is installed beside the Python that runs this file.
TCCLI = os.path.join(os.path.dirname(sys.executable), "tccli")
SECONDS_PER_CALL = 60


def main(modeled, stubs, denied, secret_id, secret_key):
    emulators = (modeled, stubs, denied)
    temporary = scenario.temporary_key()
    # A call takes seconds of a busy machine, so only the first has all actions.
    for parameters, keys, actions in [
        (unfolded, as_options(secret_id, secret_key), scenario.ACTIONS),
        (as_json, as_environment(*temporary), scenario.ACTIONS[:1]),
        (from_file, as_profile(*temporary), scenario.ACTIONS[:1]),
    ]:
        with tempfile.TemporaryDirectory() as home:
            caller = Caller(home, keys, parameters)
            name = f"tccli_calls.py: {parameters.__name__}"
            scenario.run(name, emulators, caller.call, actions)
    print("tccli_calls.py: parameters as options, JSON and a file; keys from all sources")


class Caller:
    def __init__(self, home, keys, parameters):
        self.home, self.parameters = home, parameters
        self.options, self.variables, settings = keys
        for name, value in settings.items():
            self.tccli("configure", "set", name, value, "--profile", "test")

    def call(self, emulator, service, version, action, parameters):
        result = self.tccli(
            service, action, "--version", version, "--region", "ap-guangzhou",
            "--endpoint", emulator, *self.options,
            *self.parameters(parameters, self.home),
        )
        if result.returncode == 0:
            return json.loads(result.stdout)
        code = re.search(r"code:(\S+) message:", result.stdout + result.stderr)
        return code.group(1) if code else result.stdout + result.stderr

    def tccli(self, *words):
        foreign = ("TENCENTCLOUD_", "TCCLI_", "TKE_")
        variables = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        return subprocess.run(
            [TCCLI, *words],
            env={**variables, "HOME": self.home, **self.variables},
            capture_output=True,
            text=True,
            timeout=SECONDS_PER_CALL,
        )


# Where keys come from: options, variables, settings of the profile `test`.


def as_options(secret_id, secret_key):
    return ["--secretId", secret_id, "--secretKey", secret_key], {}, {}


def as_environment(secret_id, secret_key, token):
    names = ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN"]
    return [], dict(zip(names, [secret_id, secret_key, token])), {}


def as_profile(secret_id, secret_key, token):
    settings = {"secretId": secret_id, "secretKey": secret_key, "token": token}
    return ["--profile", "test", "--language", "en-US"], {}, settings


# How parameters are given.


def unfolded(value, _home):
    """`--Filters.0.Name zone`"""
    return ["--cli-unfold-argument", *unfold(value)]


def unfold(value, name=""):
    if isinstance(value, dict):
        return [word for key in value for word in unfold(value[key], f"{name}.{key}".strip("."))]
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
        return [f"--{name}", *map(word, value)]
    if isinstance(value, list):
        items = enumerate(value)
        return [argument for at, item in items for argument in unfold(item, f"{name}.{at}")]
    return [f"--{name}", word(value)]


def as_json(value, _home):
    """`--Filters '[{"Name": "zone"}]'`"""
    return [text for name in value for text in [f"--{name}", word(value[name])]]


def word(value):
    return value if isinstance(value, str) else json.dumps(value)


def from_file(value, home):
    path = os.path.join(home, "input.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file)
    return ["--cli-input-json", f"file://{path}"]


if __name__ == "__main__":
    main(*sys.argv[1:])
