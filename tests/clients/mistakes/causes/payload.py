"""Mistakes in what is hashed as the body."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl

from mistake import TC3, mistakes, sent_otherwise
from steps import constant
from tc3 import UNSIGNED

LAYOUTS = {
    "compact": {"separators": (",", ":")},
    "spaced": {"separators": (", ", ": ")},
    "indent 2": {"indent": 2},
    "indent 4": {"indent": 4},
    "tab": {"indent": "\t"},
}


@mistakes("payload-empty", TC3, "canonical_request")
def empty(request):
    yield "hash of nothing", {"payload": constant(b"")}
    yield "nothing", {"payload_hash": constant(b"")}


@mistakes("payload-of-get", TC3, "canonical_request")
def of_get(request):
    if request.method == "GET":
        pairs = dict(parse_qsl(request.query.decode(), keep_blank_values=True))
        query = json.dumps(pairs, separators=(",", ":"), ensure_ascii=False)
        yield "{}", {"payload": constant(b"{}")}
        if pairs:
            yield "query", {"payload": constant(query.encode())}


@mistakes("payload-reserialized", TC3, "canonical_request")
def reserialized(request):
    if request.is_json:
        value = json.loads(request.body)
        for name, layout in LAYOUTS.items():
            for keys in ("as sent", "sorted"):
                for ascii_only in (False, True):
                    text = json.dumps(
                        value, **layout, sort_keys=keys == "sorted", ensure_ascii=ascii_only
                    )
                    characters = "escapes" if ascii_only else "raw"
                    yield from unlike_sent(request, f"{name}, {keys}, {characters}", text.encode())


def unlike_sent(request, label, text):
    """The mistake that hashes this text, unless it is what was sent."""
    if text != request.body:
        yield label, {"payload": constant(text)}


@mistakes("payload-unicode-escapes", TC3, "canonical_request")
def escapes(request):
    if request.is_json:
        body = request.body.decode()
        texts = {
            "escaped": escaped(body, "04x"),
            "escaped, upper case": escaped(body, "04X"),
            "raw": unescaped(body),
            "slash escaped": re.sub(r"(?<!\\)/", r"\\/", body),
            "slash plain": body.replace("\\/", "/"),
            "<>& escaped": re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", body),
            "<>& plain": re.sub(
                r"\\u00(3[cCeE]|26)", lambda found: chr(int(found[1], 16)), body
            ),
        }
        for label, text in texts.items():
            yield from unlike_sent(request, label, text.encode())


def escaped(text, digits):
    def units(found):
        utf16 = found[0].encode("utf-16-be")
        pairs = zip(utf16[::2], utf16[1::2])
        return "".join(f"\\u{high << 8 | low:{digits}}" for high, low in pairs)

    return re.sub("[^\0-\x7f]", units, text)


def unescaped(text):
    def characters(found):
        return json.loads(f'"{found[0]}"')

    # Escapes of ASCII characters stay, and so does an escaped backslash.
    return re.sub(r"(?<!\\)(\\u(?!00[0-7])[0-9a-fA-F]{4})+", characters, text)


@sent_otherwise("payload-trailing-newline", TC3)
def sent_with_newline(request):
    if request.is_json and not request.body.endswith(b"\n"):
        for end in (b"\n", b"\r\n"):
            yield replace(request, body=request.body + end)


@mistakes("payload-trailing-newline", TC3, "canonical_request")
def newline(request):
    if request.method == "POST":
        for label, end in (("LF", b"\n"), ("CR LF", b"\r\n")):
            yield f"hashed with {label}", {"payload": constant(request.body + end)}
            yield from unlike_sent(request, f"sent with {label}", request.body.removesuffix(end))


@sent_otherwise("payload-unsigned", TC3)
def said(request):
    yield request.with_header("X-TC-Content-SHA256", UNSIGNED.decode())


@mistakes("payload-unsigned", TC3, "canonical_request")
def unsigned(request):
    if request.header("x-tc-content-sha256"):
        yield "said, hash of the body", {"payload": constant(request.body)}
        yield "said, bare text", {"payload_hash": constant(UNSIGNED)}
    else:
        yield "not said, hash of the text", {"payload": constant(UNSIGNED)}
        yield "not said, bare text", {"payload_hash": constant(UNSIGNED)}


@mistakes("payload-hash-uppercase", TC3, "canonical_request")
def uppercase(request):
    payload = {"payload_hash": lambda steps, found: found.upper()}
    canonical = {"canonical_hash": lambda steps, found: found.upper()}
    yield "payload", payload
    yield "canonical request", canonical, "string_to_sign"
    yield "both", {**payload, **canonical}


@mistakes("payload-not-hashed", TC3, "canonical_request")
def not_hashed(request):
    def body(steps, found):
        return request.body if steps.payload == UNSIGNED else steps.payload

    yield "the body", {"payload_hash": body}
