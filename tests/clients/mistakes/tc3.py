"""Signature v3 (TC3-HMAC-SHA256), step by step.

Written from the document "Signature v3" of Tencent Cloud
(https://www.tencentcloud.com/document/product/1008/57522), and from nothing else.
"""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone

from steps import Steps, http, step

UNSIGNED = b"UNSIGNED-PAYLOAD"


@dataclass(frozen=True)
class Request:
    """A request of signature v3 before it is signed."""

    name: str
    method: str
    service: str
    # As sent, and in that order: pairs of name and value.
    headers: tuple
    # The time of the client in Unix seconds.
    seconds: int
    query: bytes = b""
    body: bytes = b""
    path: bytes = b"/"
    # In the order of the list.
    signed: tuple = ("content-type", "host")
    secret_id: str = "test-secret-id-000001"
    secret_key: str = field(default="test-secret-key-000001", repr=False)

    def header(self, name):
        """The value of a header as sent; empty if there is none."""
        found = [value for key, value in self.headers if key.lower() == name]
        return found[0] if found else ""

    def with_header(self, name, value):
        """This request with another value of a header, or with one header more."""
        changed = tuple((k, value if k.lower() == name.lower() else v) for k, v in self.headers)
        if changed == self.headers and not self.header(name.lower()):
            changed += ((name, value),)
        return replace(self, headers=changed)

    def without_header(self, name):
        """This request without a header."""
        return replace(self, headers=tuple(p for p in self.headers if p[0].lower() != name))

    @property
    def is_json(self):
        """Whether the body is a JSON document."""
        return self.header("content-type").startswith("application/json") and bool(self.body)

    def steps(self, *mistakes):
        return Tc3(self, *mistakes)

    def raw(self, *mistakes):
        return self.steps(*mistakes).raw


def day(seconds):
    """The UTC date of a Unix second."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d").encode()


def hex_hash(algorithm, message):
    return hashlib.new(algorithm, message).hexdigest().encode()


class Tc3(Steps):
    """Every value is bytes, unless a comment says otherwise."""

    # The time and the scope.

    @step
    def timestamp(self):
        return self.request.header("x-tc-timestamp").encode()

    @step
    def date(self):
        return day(self.request.seconds)

    @step
    def service(self):
        return self.request.service.encode()

    @step
    def terminator(self):
        return b"tc3_request"

    @step
    def scope(self):
        return b"/".join([self.date, self.service, self.terminator])

    # The signing key.

    @step
    def secret(self):
        return self.request.secret_key.encode()

    @step
    def first_key(self):
        return b"TC3" + self.secret

    @step
    def key_service(self):
        return self.service

    @step
    def key_terminator(self):
        return self.terminator

    @step
    def chain(self):
        """A list."""
        return [self.date, self.key_service, self.key_terminator]

    @step
    def chain_hash(self):
        """The name of a hash function."""
        return "sha256"

    @step
    def signing_key(self):
        key = self.first_key
        for link in self.chain:
            key = hmac.digest(key, link, self.chain_hash)
        return key

    # The canonical request.

    @step
    def method(self):
        return self.request.method.encode()

    @step
    def path(self):
        return b"/"

    @step
    def query(self):
        return self.request.query if self.request.method == "GET" else b""

    @step
    def names(self):
        """A list."""
        return [name.lower().encode() for name in self.request.signed]

    @step
    def values(self):
        """A dictionary from the names to the canonical values."""
        return {name: self.canonical_value(name.decode()) for name in self.names}

    def canonical_value(self, name):
        return self.request.header(name).strip().lower().encode()

    @step
    def lines(self):
        """A list of the canonical headers."""
        return [name + b":" + self.values[name] for name in self.names]

    @step
    def canonical_list(self):
        """The names as the canonical request has them."""
        return b";".join(self.names)

    @step
    def payload(self):
        """What is hashed as the body."""
        if self.request.header("x-tc-content-sha256").encode() == UNSIGNED:
            return UNSIGNED
        return self.request.body

    @step
    def payload_hash(self):
        return hex_hash("sha256", self.payload)

    @step
    def canonical_lines(self):
        """A list."""
        first = [self.method, self.path, self.query, *self.lines]
        return [*first, b"", self.canonical_list, self.payload_hash]

    @step
    def canonical_separator(self):
        return b"\n"

    @step
    def canonical_request(self):
        return self.canonical_separator.join(self.canonical_lines)

    @step
    def canonical_hash(self):
        return hex_hash("sha256", self.canonical_request)

    # The string to sign and the signature.

    @step
    def algorithm(self):
        return b"TC3-HMAC-SHA256"

    @step
    def string_lines(self):
        """A list."""
        return [self.algorithm, self.timestamp, self.scope, self.canonical_hash]

    @step
    def string_separator(self):
        return b"\n"

    @step
    def string_to_sign(self):
        return self.string_separator.join(self.string_lines)

    @step
    def last_hash(self):
        """The name of a hash function."""
        return "sha256"

    @step
    def signature(self):
        """The bytes of the signature."""
        return hmac.digest(self.signing_key, self.string_to_sign, self.last_hash)

    @step
    def signature_text(self):
        return self.signature.hex().encode()

    @step
    def listed(self):
        """The names as the Authorization header has them."""
        return b";".join(self.names)

    @step
    def authorization(self):
        credential = self.request.secret_id.encode() + b"/" + self.scope
        return (
            b"TC3-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
            % (credential, self.listed, self.signature_text)
        )

    @step
    def raw(self):
        request = self.request
        target = request.path + (b"?" + request.query if request.query else b"")
        headers = [(name.encode(), value.encode()) for name, value in request.headers]
        headers.append((b"Authorization", self.authorization))
        if request.body or request.method == "POST":
            headers.append((b"Content-Length", b"%d" % len(request.body)))
        line = request.method.encode() + b" " + target + b" HTTP/1.1"
        return http(line, headers, request.body)
