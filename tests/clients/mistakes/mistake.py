"""What a mistake is, and the causes in the order in which they are named."""

from dataclasses import dataclass, field
from functools import cache

import tc3
import v1

# The order in which several causes of one signature are named.
ORDER = """
expired timestamp-in-milliseconds local-date header-timestamp-differs
authorization-malformed token
key-has-whitespace key-has-quotes id-used-as-key other-key missing-tc3-prefix
key-without-chain hex-key-chain key-chain-order region-in-chain
scope-service scope-terminator
method path query-encoding query-order query-missing
headers-unsorted headers-not-lowercased header-names-not-lowercased headers-not-trimmed
missing-blank-line trailing-newline crlf
host-port host-scheme host-other
content-type-charset content-type-other signed-headers-differ
payload-empty payload-of-get payload-reserialized payload-unicode-escapes
payload-trailing-newline payload-unsigned payload-hash-uppercase payload-not-hashed
algorithm-line canonical-request-not-hashed sha1-for-sha256
signature-base64 signature-uppercase signature-truncated
v1-for-v3 v1-values-encoded v1-order v1-method v1-host v1-path v1-missing-question-mark
v1-algorithm v1-tc3-prefix v1-signature-not-encoded
""".split()


@dataclass(frozen=True)
class Mistake:
    """One variant of a cause on one request: the steps that it changes."""

    cause: str
    label: str
    differs_at: str
    changes: dict = field(hash=False)


# The functions that yield the mistakes of a cause on a request: cause, type of the
# request, first step that differs, function.
MISTAKES = []
# The functions that yield the requests on which a cause shows, if it does not show on
# the input itself: cause, type of the request, function.
SENDERS = []

TC3 = tc3.Request
V1 = v1.Request


def mistakes(name, request_type, differs_at):
    """Registers a function that yields, for a request as it is sent, pairs of a label and
    the changes, or triples with the first step that differs."""

    def register(function):
        MISTAKES.append((name, request_type, differs_at, function))
        return function

    return register


def sent_otherwise(name, request_type):
    """Registers a function that yields requests which a client with this mistake sends in
    the place of the input."""

    def register(function):
        SENDERS.append((name, request_type, function))
        return function

    return register


@cache
def mistakes_on(request):
    """Every mistake that can be made in signing this request, in the order of the causes."""
    found = []
    for cause, request_type, first_step, function in MISTAKES:
        if isinstance(request, request_type):
            for label, changes, *differs_at in function(request) or ():
                step = differs_at[0] if differs_at else first_step
                found.append(Mistake(cause, label, step, changes))
    # Stable: within a cause the order in which its variants are yielded.
    return sorted(found, key=lambda mistake: ORDER.index(mistake.cause))


def sent_for(request):
    """Pairs of a cause and a request that its clients send in the place of the input."""
    for cause, request_type, function in SENDERS:
        if isinstance(request, request_type):
            for sent in function(request):
                yield cause, sent
