"""Mistakes in the secret key and in the chain of keys."""

import hashlib
import hmac
from itertools import permutations

from inputs import KEYS
from mistake import TC3, V1, mistakes
from steps import constant

SPACE = {"space": b" ", "tab": b"\t", "LF": b"\n", "CR LF": b"\r\n"}


@mistakes("key-has-whitespace", (TC3, V1), "signing_key")
def whitespace(request):
    for name, space in SPACE.items():
        yield f"{name} before", {"secret": lambda steps, key, space=space: space + key}
        yield f"{name} behind", {"secret": lambda steps, key, space=space: key + space}


@mistakes("key-has-quotes", (TC3, V1), "signing_key")
def quotes(request):
    for quote in (b'"', b"'"):
        yield quote.decode(), {"secret": lambda steps, key, quote=quote: quote + key + quote}


@mistakes("id-used-as-key", (TC3, V1), "signing_key")
def secret_id(request):
    yield "id", {"secret": constant(request.secret_id.encode())}


@mistakes("other-key", (TC3, V1), "signing_key")
def other_key(request):
    for entry in KEYS:
        if entry["secret_id"] != request.secret_id:
            yield "another entry", {"secret": constant(entry["secret_key"].encode())}


@mistakes("missing-tc3-prefix", TC3, "signing_key")
def no_prefix(request):
    yield "no prefix", {"first_key": lambda steps, key: key.removeprefix(b"TC3")}


@mistakes("key-without-chain", TC3, "signing_key")
def no_chain(request):
    yield "the key", {"signing_key": lambda steps, key: steps.secret}
    yield "TC3 and the key", {"signing_key": lambda steps, key: steps.first_key}


@mistakes("hex-key-chain", TC3, "signing_key")
def hex_chain(request):
    """After how many links of the chain the key is hexadecimal text."""
    for label, textual in (("every", {1, 2, 3}), ("but the last", {1, 2}), ("the last", {3})):
        yield label, {"signing_key": lambda steps, key, textual=textual: chained(steps, textual)}


def chained(steps, textual):
    key = steps.first_key
    for number, link in enumerate(steps.chain, 1):
        key = hmac.digest(key, link, steps.chain_hash)
        key = key.hex().encode() if number in textual else key
    return key


@mistakes("key-chain-order", TC3, "signing_key")
def chain_order(request):
    for order in permutations(range(3)):
        label = "".join("dst"[place] for place in order)
        yield label, {"chain": lambda steps, chain, order=order: [chain[place] for place in order]}


@mistakes("region-in-chain", TC3, "signing_key")
def region(request):
    name = request.header("x-tc-region").encode()
    if name:
        for label, place in (("after the date", 1), ("after the service", 2)):
            yield label, {
                "chain": lambda steps, chain, place=place: [*chain[:place], name, *chain[place:]]
            }


@mistakes("scope-service", TC3, "signing_key")
def key_service(request):
    host = request.header("host")
    services = [("upper case", request.service.upper()), ("host", host)]
    services += [("first label", host.split(".")[0]), ("empty", "")]
    services += [("another product", name) for name in ("ecm", "cvm", "vpc", "cls", "sts", "cdb")]
    for label, service in services:
        yield f"key: {label}", {"key_service": constant(service.encode())}


@mistakes("scope-service", TC3, "scope")
def scope_service(request):
    host = request.header("host")
    names = ["", request.service.upper(), "tencent-cloud", "service"]
    # The first label of the host is accepted in a scope.
    for name in sorted({*names, host} - {host.split(".")[0]}):
        yield "scope", {"service": constant(name.encode())}


TERMINATORS = [b"aws4_request", b"tc3request", b"TC3_REQUEST", b""]


@mistakes("scope-terminator", TC3, "signing_key")
def key_terminator(request):
    for name in TERMINATORS:
        yield f"key: {name.decode() or 'empty'}", {"key_terminator": constant(name)}


@mistakes("scope-terminator", TC3, "scope")
def scope_terminator(request):
    for name in [*TERMINATORS, b"request"]:
        yield "scope", {"terminator": constant(name)}


@mistakes("sha1-for-sha256", TC3, "signing_key")
def sha1_keys(request):
    yield "last HMAC", {"last_hash": constant("sha1")}
    yield "all HMACs", {"chain_hash": constant("sha1"), "last_hash": constant("sha1")}


@mistakes("sha1-for-sha256", TC3, "canonical_request")
def sha1_hashes(request):
    def payload(steps, found):
        return hashlib.sha1(steps.payload).hexdigest().encode()

    def canonical(steps, found):
        return hashlib.sha1(steps.canonical_request).hexdigest().encode()

    yield "payload", {"payload_hash": payload}
    yield "canonical request", {"canonical_hash": canonical}, "string_to_sign"
    yield "both", {"payload_hash": payload, "canonical_hash": canonical}
