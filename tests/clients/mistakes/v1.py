"""Signature v1 (HmacSHA1, HmacSHA256), step by step.

Written from the document "Signature" of Tencent Cloud
(https://www.tencentcloud.com/document/product/213/30654), and from nothing else.
"""

import base64
import hmac
from dataclasses import dataclass, field, replace
from urllib.parse import quote, quote_plus

from steps import Steps, http, step

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """A request of signature v1 before it is signed."""

    name: str
    method: str
    # What the request is for; v1 does not sign it.
    service: str
    host: str
    # In the order in which they are sent: pairs of name and value, all but Signature.
    params: tuple
    # The time of the client in Unix seconds.
    seconds: int
    path: str = "/"
    # How values are sent: a space as `+` or as `%20`.
    space: str = "+"
    secret_id: str = "test-secret-id-000001"
    secret_key: str = field(default="test-secret-key-000001", repr=False)

    def param(self, name):
        """The value of a parameter; empty if there is none."""
        return dict(self.params).get(name, "")

    def with_param(self, name, value):
        """This request with another value of a parameter, or with one parameter more."""
        changed = tuple((k, value if k == name else v) for k, v in self.params)
        if name not in dict(self.params):
            changed += ((name, value),)
        return replace(self, params=changed)

    def without_param(self, name):
        """This request without a parameter."""
        return replace(self, params=tuple(p for p in self.params if p[0] != name))

    def steps(self, *mistakes):
        return V1(self, *mistakes)

    def raw(self, *mistakes):
        return self.steps(*mistakes).raw

    def encode(self, value):
        return (quote_plus if self.space == "+" else quote)(value, safe="").encode()


class V1(Steps):
    """Every value is bytes, unless a comment says otherwise."""

    @step
    def secret(self):
        return self.request.secret_key.encode()

    @step
    def signing_key(self):
        return self.secret

    @step
    def algorithm(self):
        """The name of a hash function."""
        is_sha256 = self.request.param("SignatureMethod") == "HmacSHA256"
        return "sha256" if is_sha256 else "sha1"

    @step
    def method(self):
        return self.request.method.encode()

    @step
    def host(self):
        return self.request.host.lower().encode()

    @step
    def path(self):
        return b"/"

    @step
    def question_mark(self):
        return b"?"

    @step
    def pairs(self):
        """A list of pairs of name and value."""
        return sorted((name.encode(), value.encode()) for name, value in self.request.params)

    @step
    def string_to_sign(self):
        query = b"&".join(name + b"=" + value for name, value in self.pairs)
        return self.method + self.host + self.path + self.question_mark + query

    @step
    def signature(self):
        """The bytes of the signature."""
        return hmac.digest(self.signing_key, self.string_to_sign, self.algorithm)

    @step
    def signature_text(self):
        return base64.b64encode(self.signature)

    @step
    def sent_signature(self):
        """The signature as the query or the form has it."""
        return quote(self.signature_text, safe="").encode()

    @step
    def form(self):
        """The query or the form as sent."""
        request = self.request
        sent = [name.encode() + b"=" + request.encode(v) for name, v in request.params]
        return b"&".join([*sent, b"Signature=" + self.sent_signature])

    @step
    def raw(self):
        request = self.request
        is_get = request.method == "GET"
        headers = [(b"Host", request.host.encode())]
        target, body = request.path.encode(), b""
        if is_get:
            target += b"?" + self.form
        else:
            body = self.form
            headers.append((b"Content-Type", FORM.encode()))
            headers.append((b"Content-Length", b"%d" % len(body)))
        line = request.method.encode() + b" " + target + b" HTTP/1.1"
        return http(line, headers, body)
