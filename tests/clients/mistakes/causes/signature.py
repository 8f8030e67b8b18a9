"""Mistakes in the string to sign and in the signature of v3."""

import base64
import hmac
import json

from causes.request_line import flattened
from mistake import TC3, mistakes
from steps import constant


@mistakes("algorithm-line", TC3, "string_to_sign")
def algorithm(request):
    yield "left out", {"string_lines": lambda steps, lines: lines[1:]}
    names = ["AWS4-HMAC-SHA256", "HMAC-SHA256", "HmacSHA256", "TC3-HMAC-SHA1", "tc3-hmac-sha256"]
    for name in names:
        yield name, {"algorithm": constant(name.encode())}


@mistakes("canonical-request-not-hashed", TC3, "string_to_sign")
def canonical_request(request):
    yield "the text", {"canonical_hash": lambda steps, found: steps.canonical_request}


@mistakes("signature-base64", TC3, "signature")
def in_base64(request):
    def written(text, strip):
        return base64.b64encode(text).rstrip(strip)

    for padding, strip in (("padded", b""), ("not padded", b"=")):
        yield f"bytes, {padding}", {
            "signature_text": lambda steps, text, strip=strip: written(steps.signature, strip)
        }
        yield f"text, {padding}", {
            "signature_text": lambda steps, text, strip=strip: written(text, strip)
        }


@mistakes("signature-uppercase", TC3, "signature")
def uppercase(request):
    yield "capitals", {"signature_text": lambda steps, text: text.upper()}


@mistakes("signature-truncated", TC3, "signature")
def truncated(request):
    for length in (16, 32, 40, 63):
        yield f"{length} digits", {"signature_text": lambda steps, text, n=length: text[:n]}


@mistakes("v1-for-v3", TC3, "signature")
def older_scheme(request):
    def over(text, algorithm):
        return lambda steps, found: base64.b64encode(
            hmac.digest(steps.secret, text or steps.string_to_sign, algorithm)
        )

    for algorithm in ("sha1", "sha256"):
        yield f"{algorithm}, string to sign", {"signature_text": over(b"", algorithm)}
        if request.is_json:
            text = source_text(request)
            yield f"{algorithm}, body", {"signature_text": over(text, algorithm)}


def source_text(request):
    """The text that v1 signs, of a request that has only what v3 sends."""
    pairs = {
        "Action": request.header("x-tc-action"),
        "Version": request.header("x-tc-version"),
        "Timestamp": request.header("x-tc-timestamp"),
        "SecretId": request.secret_id,
    }
    for name in ("Region", "Token", "Language"):
        if request.header(f"x-tc-{name.lower()}"):
            pairs[name] = request.header(f"x-tc-{name.lower()}")
    pairs.update(flattened(json.loads(request.body)))
    query = "&".join(f"{name}={value}" for name, value in sorted(pairs.items()))
    return f"{request.method}{request.header('host').lower()}/?{query}".encode()
