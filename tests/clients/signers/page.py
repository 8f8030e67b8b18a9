"""Runs the commands of docs/signatures.md."""

import os
import re
import subprocess
import tempfile

# Commands, and what they print if a block of it follows.
BLOCK = re.compile(r"```sh\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)
REQUESTS = ["request.txt", "request_v1_get.txt", "request_v1_form.txt"]
SECONDS = 60


def run(text):
    """The differences between what the commands print and what the page says, and the
    requests that they write."""
    steps = text[text.index("## A signature step by step") : text.index("## All mistakes by name")]
    # curl would call the service.
    blocks = [block for block in BLOCK.findall(steps) if not block[0].startswith("curl ")]
    with tempfile.TemporaryDirectory() as folder:
        outputs = [os.path.join(folder, str(number)) for number in range(len(blocks))]
        lines = [f"{{\n{commands}}} > {output}" for (commands, _), output in zip(blocks, outputs)]
        script = "\n".join(["set -eu", f"cd {folder}", *lines])
        subprocess.run(["bash", "-c", script], timeout=SECONDS, check=True)
        differences = [
            f"`{commands}` prints `{read(output).decode()}`"
            for (commands, expected), output in zip(blocks, outputs)
            if read(output).decode() != expected
        ]
        return differences, [read(os.path.join(folder, name)) for name in REQUESTS]


def read(path):
    with open(path, "rb") as file:
        return file.read()
