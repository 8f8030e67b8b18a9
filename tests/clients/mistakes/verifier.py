"""A verifier of signatures, independent of the reference and of the program under test.

It parses a request as it was sent and rebuilds the signature from what arrived. It knows
no mistakes: it accepts the documented form, and the forms of official clients.
"""

import base64
import binascii
import hashlib
import hmac
import re
import time
from urllib.parse import unquote_plus

WINDOW_SECONDS = 300
UNSIGNED = "UNSIGNED-PAYLOAD"
AUTHORIZATION = re.compile(
    "TC3-HMAC-SHA256 Credential=([^/, ]+)/([0-9-]+)/([^/, ]+)/tc3_request, "
    "SignedHeaders=([a-z0-9-]+(?:;[a-z0-9-]+)*), Signature=([0-9a-f]{64})"
)


class Refused(Exception):
    """Why a request is not accepted."""


def verify(raw, keys, now):
    """Raises `Refused` if the request is not signed rightly by one of the keys."""
    method, target, headers, body = parse(raw)
    entries = {entry["secret_id"]: entry for entry in keys}
    if headers_named(headers, "authorization"):
        return verify_v3(method, target, headers, body, entries, now)
    return verify_v1(method, target, headers, body, entries, now)


def read_signature(raw):
    """Raises `Refused` if the signature has no documented form."""
    method, target, headers, body = parse(raw)
    if headers_named(headers, "authorization"):
        authorization_of(headers)
    else:
        form_of(method, target, body)


def parse(raw):
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = [(n.lower(), v) for n, _, v in (line.partition(":") for line in lines)]
    length = headers_named(headers, "content-length")
    if length and int(length[0]) != len(body):
        raise Refused("another length than stated")
    return method, target, headers, body


def headers_named(headers, name):
    return [value.strip() for key, value in headers if key == name]


def one(headers, name):
    values = headers_named(headers, name)
    if len(values) != 1:
        raise Refused(f"{len(values)} headers {name}")
    return values[0]


def verify_v3(method, target, headers, body, entries, now):
    secret_id, date, service, listed, signature = authorization_of(headers)
    names = listed.split(";")
    if not {"content-type", "host"} <= set(names) or names != sorted(names):
        raise Refused("SignedHeaders lacks a name, or is not sorted")
    timestamp = seconds(one(headers, "x-tc-timestamp"), now)
    if date != time.strftime("%Y-%m-%d", time.gmtime(timestamp)):
        raise Refused("the date is not that of the timestamp")
    host = one(headers, "host")
    if service not in ("ecm", "cvm", "vpc", "cls", "sts", host.split(".")[0]):
        raise Refused("no such service")
    entry = key_of(secret_id, entries, headers_named(headers, "x-tc-token"))

    digest = hashlib.sha256(body).hexdigest()
    if headers_named(headers, "x-tc-content-sha256") == [UNSIGNED]:
        digest = hashlib.sha256(UNSIGNED.encode()).hexdigest()
    query = target.partition("?")[2] if method == "GET" else ""
    key = f"TC3{entry['secret_key']}".encode()
    for part in (date, service, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    for host_form in host_forms(host):
        for type_form in {one(headers, "content-type"), one(headers, "content-type").lower()}:
            forms = {"host": host_form, "content-type": type_form}
            block = "".join(f"{n}:{forms.get(n) or one(headers, n).lower()}\n" for n in names)
            canonical = f"{method}\n/\n{query}\n{block}\n{listed}\n{digest}".encode("latin-1")
            hashed = hashlib.sha256(canonical).hexdigest()
            text = f"TC3-HMAC-SHA256\n{timestamp}\n{date}/{service}/tc3_request\n{hashed}"
            if hmac.new(key, text.encode(), hashlib.sha256).hexdigest() == signature:
                return
    raise Refused("the signature differs")


def authorization_of(headers):
    match = AUTHORIZATION.fullmatch(one(headers, "authorization"))
    if not match:
        raise Refused("Authorization cannot be read")
    return match.groups()


def host_forms(host):
    """The host as it may be signed: with or without capital letters and port."""
    name, colon, port = host.rpartition(":")
    hosts = [host, name] if colon and port.isdigit() else [host]
    return {form for host in hosts for form in (host, host.lower())}


def verify_v1(method, target, headers, body, entries, now):
    values, signature = form_of(method, target, body)
    seconds(values["Timestamp"], now)
    token = [values["Token"]] if "Token" in values else []
    entry = key_of(values["SecretId"], entries, token)
    method_hash = "sha256" if values.get("SignatureMethod") == "HmacSHA256" else "sha1"
    ordered = sorted(values.items(), key=lambda pair: pair[0].encode())
    for host in host_forms(one(headers, "host")):
        for dotted in (False, True):
            text = "&".join(f"{n.replace('_', '.') if dotted else n}={v}" for n, v in ordered)
            text = f"{method}{host}/?{text}".encode()
            if hmac.digest(entry["secret_key"].encode(), text, method_hash) == signature:
                return
    raise Refused("the signature differs")


def form_of(method, target, body):
    """The parameters without the signature, and its bytes."""
    form = target.partition("?")[2] if method == "GET" else body.decode("latin-1")
    pairs = [pair.partition("=") for pair in form.split("&")]
    names = [name for name, _, _ in pairs]
    values = {name: unquote_plus(value) for name, _, value in pairs}
    for name in ("Action", "Version", "Timestamp", "Nonce", "SecretId", "Signature"):
        if names.count(name) != 1:
            raise Refused(f"{names.count(name)} parameters {name}")
    try:
        return values, base64.b64decode(values.pop("Signature"), validate=True)
    except binascii.Error as error:
        raise Refused("Signature is not Base64") from error


def seconds(text, now):
    if not re.fullmatch("[0-9]+", text):
        raise Refused("the timestamp is no number")
    if abs(int(text) - now) > WINDOW_SECONDS:
        raise Refused("expired")
    return int(text)


def key_of(secret_id, entries, token):
    if secret_id not in entries:
        raise Refused("unknown secret id")
    entry = entries[secret_id]
    if token != ([entry["token"]] if "token" in entry else []):
        raise Refused("another token")
    return entry
