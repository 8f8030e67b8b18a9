"""Signs calls with the official Python SDK, unmodified.

Usage: sign_with_python.py CALLS RESULTS

Reads one call per line (see calls.py) and writes one result per line, in the
same order:

    sent       the request line, headers and body, as sent
    sign       the same request, as input of `tc3 sign --batch`
    expected   the SDK's inputs of hash and HMAC, and its signature
    by_design  known differences from other SDKs that occur in this request

The SDK's own code builds, signs and sends. Only its clock, its random numbers
and the socket are replaced. Its hash and HMAC are wrapped to record their inputs.
"""

import base64
import hashlib
import hmac
import io
import json
import os
import sys
import types
import urllib.parse
import uuid

import urllib3.connection
from tencentcloud.common import abstract_client, credential, sign
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

BODY = b'{"Response":{"RequestId":"0"}}'
RESPONSE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)


class Socket:
    """Keeps what is sent, and responds to every request with success."""

    sent = b""

    def sendall(self, data):
        Socket.sent += data

    def makefile(self, *_, **__):
        return io.BytesIO(RESPONSE)

    def settimeout(self, _):
        pass

    setsockopt = shutdown = lambda *_: None
    close = lambda _: None


class Recorder:
    """The inputs of hash and HMAC during one request."""

    def __init__(self):
        self.hashed, self.keyed = [], []

    def sha256(self, data):
        self.hashed.append(data)
        return hashlib.sha256(data)

    def new(self, key, message, digest):
        made = hmac.new(key, message, digest)
        self.keyed.append((message, made.digest()))
        return made


def main(calls, results):
    for name in list(os.environ):
        # Without a proxy nothing leaves this process.
        if name.lower().endswith("_proxy"):
            del os.environ[name]
    urllib3.connection.HTTPConnection._new_conn = lambda _: Socket()
    with open(calls, encoding="utf-8") as lines, open(results, "w", encoding="utf-8") as out:
        for line in lines:
            json.dump(perform(json.loads(line)), out)
            out.write("\n")


def perform(call):
    recorder = Recorder()
    abstract_client.time = types.SimpleNamespace(time=lambda: call["timestamp"])
    abstract_client.random = types.SimpleNamespace(randint=lambda _, __: call["nonce"])
    identity = uuid.UUID(int=call["nonce"])
    abstract_client.uuid = types.SimpleNamespace(uuid4=lambda: identity)
    abstract_client.hashlib = types.SimpleNamespace(sha256=recorder.sha256)
    sign.hmac = types.SimpleNamespace(new=recorder.new)
    Socket.sent = b""
    send(call)
    sent = parse(Socket.sent)
    result = result_v1 if call["form"].startswith("v1") else result_tc3
    return {"id": call["id"], "form": call["form"], "sent": show(sent), **result(call, sent, recorder)}


def send(call):
    form, method = call["form"], call["method"]
    profile = ClientProfile(
        signMethod=call.get("sign_method", "TC3-HMAC-SHA256"),
        language=call.get("language", "zh-CN"),
        httpProfile=HttpProfile(protocol="http", endpoint=call["host"], reqMethod=method),
    )
    profile.unsignedPayload = form.startswith("unsigned")
    keys = credential.Credential(call["secret_id"], call["secret_key"], call.get("token"))
    client = CommonClient(call["service"], call["version"], keys, call.get("region", ""), profile)
    client.request_client = call["request_client"]
    headers = dict(call.get("headers", {}))
    headers.setdefault("X-TC-TraceId", str(uuid.UUID(int=call["nonce"])))
    if "body" in call:
        client.call_octet_stream(call["action"], headers, base64.b64decode(call["body"]))
        return
    parameters = revive(call["params"])
    files = [name for name, value in parameters.items() if isinstance(value, bytes)]
    options = {"SkipSign": form == "skip"}
    if "multipart" in form:
        options |= {"IsMultipart": True, "BinaryParams": files}
    client.call(call["action"], parameters, options, headers)


def revive(value):
    """Converts bytes and large integers from their JSON form."""
    if isinstance(value, dict):
        if "$base64" in value:
            return base64.b64decode(value["$base64"])
        if "$integer" in value:
            return int(value["$integer"])
        return {name: revive(item) for name, item in value.items()}
    return [revive(item) for item in value] if isinstance(value, list) else value


def parse(raw):
    head, body = raw.split(b"\r\n\r\n", 1)
    line, *fields = head.decode().split("\r\n")
    method, target, _ = line.split(" ")
    path, _, query = target.partition("?")
    if path != "/":
        raise ValueError(f"sent to the path {path}")
    headers = [field.split(": ", 1) for field in fields]
    return {"line": line, "method": method, "query": query, "headers": headers, "body": body}


def header(sent, wanted):
    found = [value for name, value in sent["headers"] if name.lower() == wanted]
    return found[0] if len(found) == 1 else None


def show(sent):
    return {
        "line": sent["line"],
        "headers": sent["headers"],
        "body_base64": base64.b64encode(sent["body"]).decode(),
    }


def result_tc3(call, sent, recorder):
    authorization = header(sent, "authorization")
    if call["form"] == "skip":
        signing = len(recorder.hashed) + len(recorder.keyed)
        return {"expected": {"authorization": authorization, "hashes": signing}, "by_design": []}
    scope, signed, _ = authorization.split(", ")
    names = signed.removeprefix("SignedHeaders=").split(";")
    payload, canonical_request = recorder.hashed
    date, service, key, (string_to_sign, signature) = recorder.keyed
    return {
        "sign": {
            "scheme": "TC3-HMAC-SHA256",
            "method": sent["method"],
            "host": header(sent, "host"),
            "query": sent["query"],
            "headers": {name: header(sent, name) for name in names if name != "host"},
            "signed_headers": names,
            "payload_base64": base64.b64encode(sent["body"]).decode(),
            "unsigned_payload": header(sent, "x-tc-content-sha256") == "UNSIGNED-PAYLOAD",
            "service": scope.split("/")[-2],
            "timestamp": int(header(sent, "x-tc-timestamp")),
            "secret_id": call["secret_id"],
            "secret_key": call["secret_key"],
        },
        "expected": {
            "payload_sha256": hashlib.sha256(payload).hexdigest(),
            "canonical_request": canonical_request.decode(),
            "canonical_request_sha256": hashlib.sha256(canonical_request).hexdigest(),
            "string_to_sign": string_to_sign.decode(),
            "derived_keys": {
                "date": date[1].hex(),
                "service": service[1].hex(),
                "signing": key[1].hex(),
            },
            "signature": signature.hex(),
            "authorization": authorization,
        },
        "by_design": ["space as +"] if "+" in sent["query"] else [],
    }


def result_v1(call, sent, recorder):
    text = sent["query"] if sent["method"] == "GET" else sent["body"].decode()
    pairs = urllib.parse.parse_qsl(text, keep_blank_values=True, strict_parsing=True)
    signed = [(name.replace("_", "."), value) for name, value in pairs if name != "Signature"]
    ((string_to_sign, signature),) = recorder.keyed
    found = {
        "space as +": "+" in text,
        "True and False": any(value in ("True", "False") for _, value in pairs),
        "_ signed as .": any("_" in name for name, _ in pairs),
    }
    sent_signature = dict(pairs)["Signature"]
    if base64.b64encode(signature).decode() != sent_signature:
        raise ValueError("the sent signature is not the computed one")
    return {
        "sign": {
            "scheme": call["sign_method"],
            "method": sent["method"],
            "host": header(sent, "host"),
            "params": signed,
            "secret_key": call["secret_key"],
        },
        "expected": {"string_to_sign": string_to_sign.decode(), "signature": sent_signature},
        "by_design": [name for name, is_so in found.items() if is_so],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
