"""Mistakes in signature v1."""

from dataclasses import replace
from urllib.parse import quote, quote_plus

from causes.headers import other_hosts
from causes.request_line import paths
from mistake import V1, mistakes, sent_otherwise
from steps import constant


@mistakes("v1-values-encoded", V1, "string_to_sign")
def values(request):
    for label, encode in (("%20", lambda value: quote(value, safe="")), ("+", quote_plus)):
        yield label, {
            "pairs": lambda steps, pairs, encode=encode: [
                (name, encode(value).encode()) for name, value in pairs
            ]
        }


@mistakes("v1-order", V1, "string_to_sign")
def order(request):
    def numbers(pair):
        parts = pair[0].split(b".")
        return [(0, int(part), b"") if part.isdigit() else (1, 0, part) for part in parts]

    yield "as sent", {
        "pairs": lambda steps, pairs: [(n.encode(), v.encode()) for n, v in request.params]
    }
    yield "ignoring case", {
        "pairs": lambda steps, pairs: sorted(pairs, key=lambda pair: pair[0].lower())
    }
    yield "numbers", {"pairs": lambda steps, pairs: sorted(pairs, key=numbers)}


@mistakes("v1-method", V1, "string_to_sign")
def method(request):
    yield "the other", {"method": constant(b"POST" if request.method == "GET" else b"GET")}


@mistakes("v1-host", V1, "string_to_sign")
def host(request):
    for label, name in other_hosts(request.service, request.param("Region")).items():
        yield label, {"host": constant(name.encode())}


@sent_otherwise("v1-path", V1)
def path_sent(request):
    yield replace(request, path="/v2/index.php")
    yield replace(request, path="/api/v3")


@mistakes("v1-path", V1, "string_to_sign")
def path(request):
    for label, text in paths(request, request.host, request.service).items():
        yield label, {"path": constant(text)}


@mistakes("v1-missing-question-mark", V1, "string_to_sign")
def question_mark(request):
    yield "none", {"question_mark": constant(b"")}
    yield "&", {"question_mark": constant(b"&")}
    yield "?&", {"question_mark": constant(b"?&")}


@mistakes("v1-algorithm", V1, "signature")
def algorithm(request):
    yield "the other", {
        "algorithm": lambda steps, name: "sha1" if name == "sha256" else "sha256"
    }


@mistakes("v1-tc3-prefix", V1, "signing_key")
def prefix(request):
    yield "TC3", {"signing_key": lambda steps, key: b"TC3" + key}


@mistakes("v1-signature-not-encoded", V1, "signature")
def not_encoded(request):
    def raw(steps, text):
        # Other characters of Base64 arrive as they are.
        return steps.signature_text if b"+" in steps.signature_text else text

    yield "only +", {"sent_signature": lambda steps, text: text.replace(b"%2B", b"+")}
    yield "all of it", {"sent_signature": raw}
