"""tccli, the official command, unmodified, against running emulators.

Usage: tccli_calls.py MODELED STUBS SECRET_ID SECRET_KEY

As python_common.py. tccli speaks HTTPS unless its option --endpoint is a URL with
http://. It keeps its configuration in the home directory, so each run has a new one.
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


def main(modeled, stubs, secret_id, secret_key):
    with tempfile.TemporaryDirectory() as home:

        def call(endpoint, service, version, action, parameters):
            command = [TCCLI, service, action, "--version", version]
            command += ["--secretId", secret_id, "--secretKey", secret_key]
            command += ["--region", "ap-guangzhou", "--endpoint", f"http://{endpoint}"]
            command += ["--cli-unfold-argument", *unfold(parameters)]
            result = subprocess.run(
                command,
                env={**os.environ, "HOME": home},
                capture_output=True,
                text=True,
                timeout=SECONDS_PER_CALL,
            )
            if result.returncode == 0:
                return json.loads(result.stdout)
            code = re.search(r"code:(\S+) message:", result.stdout + result.stderr)
            return code.group(1) if code else result.stdout + result.stderr

        scenario.run("tccli_calls.py", modeled, stubs, call)


def unfold(value, name=""):
    """The arguments of --cli-unfold-argument: `--Filters.0.Name zone`."""
    if isinstance(value, dict):
        return [word for key in value for word in unfold(value[key], f"{name}.{key}".strip("."))]
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
        return [f"--{name}", *map(word, value)]
    if isinstance(value, list):
        items = enumerate(value)
        return [argument for at, item in items for argument in unfold(item, f"{name}.{at}")]
    return [f"--{name}", word(value)]


def word(value):
    return value if isinstance(value, str) else json.dumps(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
