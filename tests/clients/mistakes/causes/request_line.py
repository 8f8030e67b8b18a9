"""Mistakes in the method, the path and the query of the canonical request."""

import json
from dataclasses import replace
from urllib.parse import quote, unquote_to_bytes

from mistake import TC3, mistakes, sent_otherwise
from steps import constant


@mistakes("method", TC3, "canonical_request")
def method(request):
    other = "POST" if request.method == "GET" else "GET"
    yield "the other", {"method": constant(other.encode())}
    for name in ("get", "post"):
        yield name, {"method": constant(name.encode())}


@sent_otherwise("path", TC3)
def path_sent(request):
    yield replace(request, path=b"/api/v3")


@mistakes("path", TC3, "canonical_request")
def path(request):
    for label, text in paths(request, request.header("host"), request.service).items():
        yield label, {"path": constant(text)}
    if request.query:
        url = b"https://" + request.header("host").encode() + request.path + b"?" + request.query
        yield "URL with query", {"path": constant(url)}


def paths(request, host, service):
    """What is signed in the place of `/`."""
    sent = request.path if isinstance(request.path, bytes) else request.path.encode()
    fixed = ["//", "/v2", "/v2/index.php", "/index.php"]
    return {
        "empty": b"",
        **{path: path.encode() for path in fixed},
        "as sent": sent,
        "service": b"/" + service.encode(),
        "URL": b"https://" + host.encode() + sent,
    }


@mistakes("query-encoding", TC3, "canonical_request")
def query_encoding(request):
    def plain(characters):
        def written(query):
            for character in characters:
                query = query.replace(b"%%%02X" % ord(character), character.encode())
            return query

        return written

    writings = {
        "space as +": lambda query: query.replace(b"%20", b"+"),
        "space as %20": lambda query: query.replace(b"+", b"%20"),
        "~ encoded": lambda query: query.replace(b"~", b"%7E"),
        "~ plain": plain("~"),
        "decoded": lambda query: unquote_to_bytes(query.replace(b"+", b" ")),
        "twice": lambda query: query.replace(b"%", b"%25"),
        "lower case": lower_hexadecimal,
        "/ plain": plain("/"),
        "JavaScript": plain("!'()*"),
    }
    for label, written in writings.items():
        yield label, {"query": lambda steps, query, written=written: written(query)}


def lower_hexadecimal(query):
    first, *rest = query.split(b"%")
    return b"%".join([first, *(part[:2].lower() + part[2:] for part in rest)])


@mistakes("query-order", TC3, "canonical_request")
def query_order(request):
    orders = {
        "by name": lambda pair: pair.split(b"=")[0],
        "ignoring case": lambda pair: pair.split(b"=")[0].lower(),
        "by pair": lambda pair: pair,
    }
    for label, order in orders.items():
        yield label, {"query": lambda steps, query, order=order: ordered(query, order)}
    yield "reversed", {"query": lambda steps, query: b"&".join(query.split(b"&")[::-1])}


def ordered(query, order):
    return b"&".join(sorted(query.split(b"&"), key=order))


@mistakes("query-missing", TC3, "canonical_request")
def query_missing(request):
    if request.query:
        yield "empty", {"query": constant(b"")}
    elif request.is_json:
        pairs = flattened(json.loads(request.body))
        for label, order in (("body", list), ("body, sorted", sorted)):
            query = "&".join(f"{name}={quote(value, safe='')}" for name, value in order(pairs))
            yield label, {"query": constant(query.encode())}


def flattened(value, name=""):
    """A JSON document as pairs of a dotted name and text."""
    if isinstance(value, (dict, list)):
        members = value.items() if isinstance(value, dict) else enumerate(value)
        pairs = []
        for key, member in members:
            pairs += flattened(member, f"{name}.{key}" if name else str(key))
        return pairs
    if value is None:
        return []
    return [(name, value if isinstance(value, str) else json.dumps(value))]
