"""Mistakes that are read from a request: no other signature is computed for them."""

import re
from dataclasses import replace

import tc3
from inputs import TOKEN


def read_mistakes(request):
    """Yields cause, label, bytes of the request and the difference of the server's clock
    in seconds."""
    for difference in (-301, -7200, 301, 86400 * 40):
        yield "expired", "ahead" if difference < 0 else "ago", request.raw(), difference
    is_v3 = isinstance(request, tc3.Request)
    for label, sent in v3_tokens(request) if is_v3 else v1_tokens(request):
        yield "token", label, sent.raw(), 0
    for label, raw in malformed_v3(request) if is_v3 else malformed_v1(request):
        if raw != request.raw():
            yield "authorization-malformed", label, raw, 0


def v3_tokens(request):
    if request.header("x-tc-token"):
        yield "left out", request.without_header("x-tc-token")
        yield "another", request.with_header("X-TC-Token", f"{TOKEN}x")
    else:
        yield "not due", request.with_header("X-TC-Token", TOKEN)


def v1_tokens(request):
    if request.param("Token"):
        yield "left out", request.without_param("Token")
        yield "another", request.with_param("Token", f"{TOKEN}x")
    else:
        yield "not due", request.with_param("Token", TOKEN)


def malformed_v3(request):
    right = request.steps().authorization
    texts = {
        "no Credential": re.sub(rb"Credential=[^,]*, ", b"", right),
        "no SignedHeaders": re.sub(rb"SignedHeaders=[^,]*, ", b"", right),
        "no Signature": re.sub(rb", Signature=.*", b"", right),
        "empty Signature": re.sub(rb"Signature=.*", b"Signature=", right),
        "Signature of other letters": right[:-1] + b"x",
        "Signature too long": right + b"00",
        "short scope": right.replace(b"/tc3_request", b""),
        "id only": re.sub(rb"/[^,]*", b"", right),
        "semicolons": right.replace(b", ", b"; "),
        "Credential twice": right.replace(b" Credential", b" Credential=a/b/c/d, Credential"),
        "SignedHeaders empty": re.sub(rb"SignedHeaders=[^,]*", b"SignedHeaders=", right),
        "SignedHeaders without host": right.replace(b";host", b""),
        "algorithm only": b"TC3-HMAC-SHA256",
    }
    for label, text in texts.items():
        yield label, request.raw({"authorization": lambda steps, found, text=text: text})
    yield "Authorization twice", replace(
        request, headers=(*request.headers, ("Authorization", right.decode()))
    ).raw()
    listed = replace(request, signed=(*request.signed, "x-test-not-sent"))
    without = {"lines": lambda steps, lines: lines[:-1]}
    yield "listed and not sent", listed.raw()
    yield "listed and neither sent nor hashed", listed.raw(without)
    for label, sent in timestamps(request):
        yield label, sent.raw()


def timestamps(request):
    yield "no timestamp", request.without_header("x-tc-timestamp")
    yield "empty timestamp", request.with_header("X-TC-Timestamp", "")
    yield "timestamp in words", request.with_header("X-TC-Timestamp", "2023-11-14T22:13:20Z")
    yield "timestamp with a fraction", request.with_header(
        "X-TC-Timestamp", f"{request.seconds}.25"
    )
    twice = (*request.headers, ("X-TC-Timestamp", str(request.seconds)))
    yield "timestamp twice", replace(request, headers=twice)


def malformed_v1(request):
    yield "no Timestamp", request.without_param("Timestamp").raw()
    yield "Timestamp in words", request.with_param("Timestamp", "2023-11-14T22:13:20Z").raw()
    for name in ("Timestamp", "SecretId"):
        twice = (*request.params, (name, request.param(name)))
        yield f"{name} twice", replace(request, params=twice).raw()
    signature = request.steps().sent_signature
    yield "Signature twice", request.raw(
        {"sent_signature": lambda steps, found: found + b"&Signature=" + signature}
    )
    yield "Signature not Base64", request.raw(
        {"sent_signature": lambda steps, found: b"%21not-base64%21"}
    )
