"""Makes the suite; `cargo xtask vectors` runs it, and the SDKs in between.

Usage: generate.py calls FOLDER            writes python.calls and node.calls, and
                                           reference.results
       generate.py files FOLDER [--check]  reads the results of all three and
                                           writes the suite, or compares it

A case is written only if everybody agrees on every step: the SDK that made it,
reference.py, and `tc3 sign --batch`, whose answers stand in FOLDER beside each
file of results.
"""

import base64
import json
import sys
import textwrap
from pathlib import Path

import cases
import reference

SUITE = Path(__file__).resolve().parent.parent
CLIENTS = {
    "python": "tencentcloud-sdk-python",
    "node": "tencentcloud-sdk-nodejs-common",
    "reference": "generate/reference.py, from Python's hashlib and hmac",
}
# What the HTTP library adds on its own, behind the signer's back.
OF_THE_LIBRARY = {"accept", "accept-encoding", "authorization", "connection", "content-length", "user-agent"}


def write_calls(folder):
    for client in CLIENTS:
        chosen = [one for one in cases.CASES if one["client"] == client]
        if client == "reference":
            write_lines(folder / "reference.results", map(by_reference, chosen))
        else:
            write_lines(folder / f"{client}.calls", chosen)


def by_reference(case):
    sign = case["sign"]
    target = "/?" + sign["query"] if sign["query"] else "/"
    sent = {
        "line": f"{sign['method']} {target} HTTP/1.1",
        "headers": [["Host", sign["host"]], *sign["headers"].items()],
        "body_base64": sign["payload_base64"],
    }
    return {"id": case["id"], "form": "tc3", "sent": sent, "sign": sign, "expected": reference.steps(sign)}


def write_files(folder, check):
    notes = {case["id"]: case["note"] for case in cases.CASES}
    files = {}
    for client in CLIENTS:
        ours = iter(read_lines(folder / f"{client}.signed"))
        for result in read_lines(folder / f"{client}.results"):
            agree(result, next(ours) if "sign" in result else None)
            files[f"{result['id']}.txt"] = text(result, notes[result["id"]], client)
    if set(files) != {f"{name}.txt" for name in notes}:
        sys.exit("not every case has a result")

    there = {str(path.relative_to(SUITE)): path for path in SUITE.glob("*/*.txt")}
    if check:
        read = {name: path.read_bytes() for name, path in there.items()}
        differing = [name for name in sorted({*files, *read}) if files.get(name) != read.get(name)]
        if differing:
            sys.exit(f"made anew, these differ: {', '.join(differing)}")
    else:
        for path in there.values():
            path.unlink()
        for name, content in files.items():
            (SUITE / name).parent.mkdir(exist_ok=True)
            (SUITE / name).write_bytes(content)
    print(f"{len(files)} cases", "are as they were" if check else "written")


def agree(result, ours):
    """The SDK, the reference and our own signer, at every step."""
    if result["form"] == "skip":
        return
    expected, name = result["expected"], result["id"]
    for step, value in reference.steps(result["sign"]).items():
        if expected[step] != value:
            sys.exit(f"{name}: {step} is {expected[step]!r}, and {value!r} by the reference")
    for step in ["canonical_request", "string_to_sign", "signature", "authorization"]:
        if ours.get(step) != expected[step]:
            sys.exit(f"{name}: {step} is {expected[step]!r}, and {ours.get(step)!r} by tc3")


def text(result, note, client):
    sent, expected, sign = result["sent"], result["expected"], result.get("sign")
    dropped = set() if client == "reference" else OF_THE_LIBRARY
    headers = [(name, value) for name, value in sent["headers"] if name.lower() not in dropped]
    sections = {"made by": made_by(client, signed=sign is not None)}
    if sign:
        sections["credential"] = pairs({"secret id": sign["secret_id"], "secret key": sign["secret_key"]})
        sections["scope"] = pairs({
            "timestamp": sign["timestamp"],
            "date": expected["string_to_sign"].split("\n")[2].split("/")[0],
            "service": sign["service"],
        })
        sections["signed headers"] = "\n".join(sign["signed_headers"])
    sections["request"] = "\n".join([sent["line"], *(f"{name}: {value}" for name, value in headers)])
    sections |= body(base64.b64decode(sent["body_base64"]))
    if sign:
        sections["payload hash"] = expected["payload_sha256"]
        sections["canonical request"] = expected["canonical_request"]
        sections["canonical request hash"] = expected["canonical_request_sha256"]
        sections["string to sign"] = expected["string_to_sign"]
        sections["derived keys"] = pairs(expected["derived_keys"])
        sections["signature"] = expected["signature"]
    sections["authorization"] = expected["authorization"]
    head = f"{result['id']}\n{note}\n"
    return (head + "".join(f"\n-- {title}\n{content}\n" for title, content in sections.items())).encode()


def made_by(client, signed):
    if client == "reference":
        return f"tc3 sign --batch\n{CLIENTS[client]}"
    versions = (SUITE.parent / "clients" / ("requirements.txt" if client == "python" else "package.json")).read_text()
    version = versions.split(CLIENTS[client])[1].split("\n")[0].strip('=": ,')
    sdk = f"{CLIENTS[client]} {version}"
    return f"tc3 sign --batch\n{sdk}\n{CLIENTS['reference']}" if signed else sdk


def body(data):
    """As it is where that is one line of text, and in base64 elsewhere."""
    try:
        content = data.decode()
    except UnicodeDecodeError:
        content = None
    if content is not None and content.isprintable() and not content.startswith("--"):
        return {"body": content}
    sections = {"body in base64": textwrap.fill(base64.b64encode(data).decode(), 76)}
    if content is not None and "\r\n" in content:
        sections["body, for the eye"] = content.replace("\r", "\u240d").replace("\n", "\u240a\n").rstrip("\n")
    return sections


def pairs(values):
    return "\n".join(f"{name}: {value}" for name, value in values.items())


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_lines(path, values):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(value) + "\n" for value in values)


if __name__ == "__main__":
    task, folder = sys.argv[1], Path(sys.argv[2])
    if task == "calls":
        write_calls(folder)
    else:
        write_files(folder, check="--check" in sys.argv)
