"""Mistakes in the canonical headers and in the layout of the canonical request."""

from dataclasses import replace
from itertools import permutations

from mistake import TC3, mistakes, sent_otherwise
from steps import constant


@sent_otherwise("headers-unsorted", TC3)
def list_unsorted(request):
    yield replace(request, signed=request.signed[::-1])


@mistakes("headers-unsorted", TC3, "canonical_request")
def order(request):
    count = len(request.signed)
    for places in permutations(range(count)):
        label = "another order"
        if [request.signed[place] for place in places] == sorted(request.signed):
            label = "sorted"
        elif list(places) == list(range(count))[::-1]:
            label = "reversed"
        yield label, {
            "lines": lambda steps, lines, places=places: [lines[place] for place in places]
        }


@mistakes("headers-not-lowercased", TC3, "canonical_request")
def values(request):
    def kept(steps, values):
        own = (b"content-type", b"host")
        return {
            name: value if name in own else request.header(name.decode()).strip().encode()
            for name, value in values.items()
        }

    yield "values", {"values": kept}


@mistakes("header-names-not-lowercased", TC3, "canonical_request")
def names(request):
    sent = {name.lower(): name for name, _ in request.headers}
    written = {
        "as sent": [sent[name].encode() for name in request.signed if name in sent],
        "Title-Case": [name.title().encode() for name in request.signed],
    }
    for label, spelled in written.items():
        lines = {"lines": lambda steps, lines, spelled=spelled: renamed(lines, spelled)}
        signed = {"canonical_list": constant(b";".join(spelled))}
        listed = {"listed": constant(b";".join(spelled))}
        yield f"lines {label}", lines
        yield f"list {label}, signed only", signed
        yield f"list {label}", {**signed, **listed}
        yield f"lines and list {label}", {**lines, **signed, **listed}


def renamed(lines, names):
    return [name + b":" + line.split(b":", 1)[1] for name, line in zip(names, lines)]


@sent_otherwise("headers-not-trimmed", TC3)
def padded(request):
    for name in request.signed:
        if name != "host":
            value = request.header(name)
            yield request.with_header(name, f"{value}  ")
            yield request.with_header(name, f" {value}")


@mistakes("headers-not-trimmed", TC3, "canonical_request")
def not_trimmed(request):
    def raw(steps, values):
        return {name: request.header(name.decode()).lower().encode() for name in values}

    yield "space", {"lines": lambda steps, lines: [line.replace(b":", b": ", 1) for line in lines]}
    yield "raw", {"values": raw}


@mistakes("missing-blank-line", TC3, "canonical_request")
def no_blank_line(request):
    yield "no empty line", {"canonical_lines": lambda steps, lines: [*lines[:-3], *lines[-2:]]}


@mistakes("trailing-newline", TC3, "canonical_request")
def newline(request):
    canonical = {"canonical_request": lambda steps, text: text + b"\n"}
    string = {"string_to_sign": lambda steps, text: text + b"\n"}
    yield "canonical request", canonical
    yield "string to sign", string, "string_to_sign"
    yield "both", {**canonical, **string}


@mistakes("crlf", TC3, "canonical_request")
def crlf(request):
    canonical = {"canonical_separator": constant(b"\r\n")}
    string = {"string_separator": constant(b"\r\n")}
    yield "canonical request", canonical
    yield "string to sign", string, "string_to_sign"
    yield "both", {**canonical, **string}


def signed_value(name, value):
    """The change that signs this value of a header."""
    return {"values": lambda steps, values: {**values, name: value.encode()}}


@mistakes("host-port", TC3, "canonical_request")
def host_port(request):
    name = request.header("host").lower().rpartition(":")[0] or request.header("host").lower()
    for port in (443, 80):
        yield f":{port}", signed_value(b"host", f"{name}:{port}")


@mistakes("host-scheme", TC3, "canonical_request")
def host_scheme(request):
    host = request.header("host").lower()
    for scheme in ("https://", "http://"):
        yield scheme, signed_value(b"host", scheme + host)
        yield f"{scheme}/", signed_value(b"host", f"{scheme}{host}/")


@mistakes("host-other", TC3, "canonical_request")
def host_other(request):
    region = request.header("x-tc-region")
    for label, host in other_hosts(request.service, region).items():
        yield label, signed_value(b"host", host)


def other_hosts(service, region):
    """The hosts that a client may sign in the place of the one that it sends."""
    hosts = {
        "service": f"{service}.tencentcloudapi.com",
        "intl": f"{service}.intl.tencentcloudapi.com",
        "localhost": "localhost",
        "127.0.0.1": "127.0.0.1",
    }
    if region:
        hosts["regional"] = f"{service}.{region}.tencentcloudapi.com"
    return hosts


@mistakes("content-type-charset", TC3, "canonical_request")
def charset(request):
    sent = request.header("content-type").strip().lower()
    name = sent.partition(";")[0]
    spellings = {
        "; utf-8": f"{name}; charset=utf-8",
        ";utf-8": f"{name};charset=utf-8",
        "UTF-8": f"{name}; charset=UTF-8",
        ";UTF-8": f"{name};charset=UTF-8",
    }
    if "boundary" not in sent:
        for label, spelling in spellings.items():
            yield label, signed_value(b"content-type", spelling)
        yield "without", signed_value(b"content-type", name)


@mistakes("content-type-other", TC3, "canonical_request")
def content_type(request):
    names = ["application/json", "application/x-www-form-urlencoded", "text/plain", ""]
    for name in names:
        yield name or "empty", signed_value(b"content-type", name)


@mistakes("signed-headers-differ", TC3, "canonical_request")
def one_header_more_or_less(request):
    def left_out(name):
        return lambda steps, lines: [line for line in lines if not line.startswith(name + b":")]

    def added(line):
        return lambda steps, lines: sorted([*lines, line])

    signed = [name.encode() for name in request.signed]
    for name in signed:
        lines = {"lines": left_out(name)}
        names = b";".join(other for other in signed if other != name)
        yield "one less, hashed", lines
        yield "one less, hashed and listed", {**lines, "canonical_list": constant(names)}
    for sent, value in request.headers:
        name = sent.lower().encode()
        if name.startswith(b"x-tc-") and name not in signed:
            lines = {"lines": added(name + b":" + value.strip().lower().encode())}
            names = b";".join(sorted([*signed, name]))
            yield "one more, hashed", lines
            yield "one more, hashed and listed", {**lines, "canonical_list": constant(names)}
