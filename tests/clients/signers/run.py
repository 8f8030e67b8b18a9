"""Asks `tc3 explain` about the signers of this folder, right and broken.

Usage: run.py TC3 [--without PROGRAM]...

TC3 is the path of the command. `signers.json` lists the signers; of each mistake it says
what was done, which names say that, if any, and whether the verifier accepts it. A right
request must be valid; a broken one must be invalid, with such names or `unknown`, unless
it is accepted. The last line, with the share of named
mistakes, stands in docs/signatures.md, which is checked; so are the commands of the page,
which make one more right request.

The signers were written, and their mistakes chosen, before the list of causes was read;
docs/testing.md says which of its names were known, and what was changed after a run.
Fails if a program is missing, unless it is named by --without.
"""

import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

import page

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
KEYS = os.path.join(HERE, "keys.json")
PAGE = os.path.join(ROOT, "docs", "signatures.md")
EXIT_CODES = {"valid": 0, "invalid": 4}
# Cargo compiles.
SECONDS = 600


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tc3", type=os.path.abspath)
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    with open(os.path.join(HERE, "signers.json"), encoding="utf-8") as file:
        signers = json.load(file)

    failures, count = [], collections.Counter()
    with open(PAGE, encoding="utf-8") as file:
        text = file.read()
    differences, printed = page.run(text)
    failures += [f"docs/signatures.md: {difference}" for difference in differences]
    for name, raw in zip(page.REQUESTS, printed, strict=True):
        result = explain(options.tc3, raw)
        problem = judge(result, None)
        if problem:
            failures.append(f"{name} of docs/signatures.md: {problem}: {result}")

    used = [signer for signer in signers if signer["command"][0] not in options.without]
    for signer in used:
        if not shutil.which(signer["command"][0]):
            sys.exit(f"run.py: {signer['file']} needs {signer['command'][0]}; see --without")
        for mistake, facts in [(None, None), *signer["mistakes"].items()]:
            result = explain(options.tc3, request(signer, mistake))
            problem = judge(result, facts)
            what = f"{signer['file']} {mistake or 'right'}"
            print(f"{what}: {result['verdict']} {' '.join(result['causes'])}")
            if problem:
                failures.append(f"{what}: {problem}: {json.dumps(result, ensure_ascii=False)}")
            elif mistake:
                count[outcome(result)] += 1

    share = (
        f"{len(used)} signers, {count.total()} mistakes: {count['named']} named rightly, "
        f"{count['unknown']} unknown, {count['accepted']} accepted, 0 named wrongly"
    )
    if not failures and not options.without and share not in text:
        failures.append(f"docs/signatures.md does not say `{share}`")
    for failure in failures:
        print(f"run.py: {failure}", file=sys.stderr)
    print(share if not failures else f"{len(failures)} failures")
    sys.exit(bool(failures))


def request(signer, mistake):
    """The bytes that a signer prints."""
    [program, *words], file = signer["command"], os.path.join(HERE, signer["file"])
    if program == "cargo":
        command = [program, *words, *([mistake] if mistake else [])]
    elif program == "awk":
        command = [program, *(["-v", f"mistake={mistake}"] if mistake else []), "-f", file]
    else:
        command = [program, *words, file, *([mistake] if mistake else [])]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, timeout=SECONDS, check=True)
    return result.stdout


def explain(tc3, raw):
    """The output of `tc3 explain --json`, with its exit code."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(raw)
        file.flush()
        command = [tc3, "explain", file.name, "--keys", KEYS, "--json"]
        result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    try:
        return {**json.loads(result.stdout), "exit code": result.returncode}
    except json.JSONDecodeError:
        sys.exit(f"run.py: tc3 explain printed `{result.stdout}` and `{result.stderr}`")


def outcome(result):
    if result["verdict"] == "valid":
        return "accepted"
    return "unknown" if result["causes"] == ["unknown"] else "named"


def judge(result, facts):
    """What is wrong with the explanation of a request, if anything."""
    verdict, causes = result["verdict"], result["causes"]
    if result["exit code"] != EXIT_CODES.get(verdict):
        return "wrong exit code"
    if facts is None:
        return None if (verdict, causes) == ("valid", []) else "a right request is not valid"
    if verdict != ("valid" if facts.get("accepted") else "invalid"):
        return "the verdict is another"
    if verdict == "valid":
        return None
    if causes == ["unknown"]:
        return None
    wrong = [name for name in causes if name not in facts["names"]]
    return f"this was not done: {wrong}" if wrong or not causes else None


if __name__ == "__main__":
    main()
