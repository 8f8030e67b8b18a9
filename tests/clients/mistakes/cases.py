"""The cases: a request, and what is to be said about it."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache

import tc3
from causes import read
from inputs import INPUTS, LOCAL_INPUTS, accepted_forms
from mistake import ORDER, mistakes_on, sent_for

# On how many inputs a variant is tried, unless all are asked for.
ENOUGH = 4
# Below this number of inputs the cases prove too little.
LEAST = 3


@dataclass(frozen=True)
class Case:
    """A request as sent and what is expected of it."""

    input: str
    raw: bytes
    # The time of the server.
    at: int
    verdict: str
    # In the order of the causes.
    causes: tuple = ()
    differs_at: str = None
    # The mistakes that lead to exactly this request, as pairs of cause and label.
    variants: tuple = ()
    # Other causes that may be named, with any first difference.
    others: tuple = ()
    # The steps of the client, and of the server over the request as sent, where these are
    # known.
    client: object = None
    server: object = None

    @property
    def name(self):
        variants = ", ".join(f"{cause} ({label})" for cause, label in self.variants)
        return f"{self.input}: {variants or self.verdict}"


def right_cases():
    """Right requests: as documented, and in the forms of official clients."""
    for request in [*INPUTS, *LOCAL_INPUTS]:
        raws = dict.fromkeys([request.raw(), *map(request.raw, accepted_forms(request))])
        for raw in raws:
            yield Case(request.name, raw, request.seconds, "valid")
        for difference in (-300, 300):
            yield Case(request.name, request.raw(), request.seconds + difference, "valid")


def mistaken_cases():
    """A case for every wrong signature that a single mistake leads to. Mistakes that lead
    to the same one share it."""
    for request in INPUTS:
        yield from computed_cases(request)
        for cause, label, raw, difference in read.read_mistakes(request):
            at = request.seconds + difference
            step = None if cause == "expired" else "authorization"
            yield Case(request.name, raw, at, "invalid", (cause,), step, ((cause, label),))


def computed_cases(request):
    for cause, sent in [(None, request), *sent_for(request)]:
        right = sent.steps()
        for raw, group in by_raw(sent).items():
            causes = tuple(dict.fromkeys(mistake.cause for mistake in group))
            if cause is None or cause in causes:
                variants = tuple((mistake.cause, mistake.label) for mistake in group)
                step = group[0].differs_at
                named = ("invalid", causes, step, variants)
                client = sent.steps(group[0].changes)
                server = right if reads_as_right(sent, client, right) else None
                yield Case(
                    request.name, raw, request.seconds, *named, client=client, server=server
                )


def reads_as_right(sent, client, right):
    """Whether the server reads in the request the scope, the list and the time that the
    right one has there."""
    if not isinstance(sent, tc3.Request):
        return True
    is_read = (client.scope, client.listed) == (right.scope, right.listed)
    return is_read and right.timestamp == b"%d" % sent.seconds


@cache
def by_raw(sent):
    """The mistakes in signing this request by the request that they lead to; without those
    that lead to an accepted one."""
    right = {sent.raw(), *map(sent.raw, accepted_forms(sent))}
    groups = defaultdict(list)
    for mistake in mistakes_on(sent):
        raw = sent.raw(mistake.changes)
        if raw not in right:
            groups[raw].append(mistake)
    return groups


def chosen(cases):
    """As many cases as show every variant on `ENOUGH` inputs, spread over the inputs."""
    cases = list({case.raw + b"%d" % case.at: case for case in cases}.values())
    random.Random(12).shuffle(cases)
    seen = Counter()
    inputs = defaultdict(set)
    kept = []
    for case in cases:
        wanted = [v for v in case.variants if seen[v] < ENOUGH and case.input not in inputs[v]]
        if wanted:
            kept.append(case)
            for variant in case.variants:
                seen[variant] += 1
                inputs[variant].add(case.input)
    return kept


def gaps(cases):
    """What the cases do not show often enough, one line each."""
    inputs = defaultdict(set)
    for case in cases:
        for variant in case.variants:
            inputs[variant].add(case.input)
    lines = [
        f"{cause} ({label}): only on {len(found)} inputs"
        for (cause, label), found in inputs.items()
        if len(found) < LEAST
    ]
    lines += [f"{cause}: no case" for cause in ORDER if cause not in {cause for cause, _ in inputs}]
    return sorted(lines)


def unkeyed_cases():
    """Requests of an unknown key, and requests without a signature."""
    for request in INPUTS:
        is_v3 = isinstance(request, tc3.Request)
        unknown = replace(request, secret_id="test-secret-id-999999")
        if not is_v3:
            unknown = request.with_param("SecretId", "test-secret-id-999999")
        yield Case(request.name, unknown.raw(), request.seconds, "unknown-key")
        if is_v3:
            bare = b"\r\n".join(
                line for line in request.raw().split(b"\r\n")
                if not line.startswith(b"Authorization:")
            )
        else:
            bare = request.raw({"form": lambda steps, form: form.rpartition(b"&")[0]})
        yield Case(request.name, bare, request.seconds, "unsigned")


def coincidences(cases):
    """Which variants of different causes give the same request, and on which inputs."""
    inputs = defaultdict(set)
    for case in cases:
        first = {}
        for cause, label in case.variants:
            first.setdefault(cause, []).append(label)
        if len(first) > 1:
            name = " = ".join(f"{cause} ({' | '.join(labels)})" for cause, labels in first.items())
            inputs[name].add(case.input)
    return [f"{name}: {', '.join(sorted(found))}" for name, found in sorted(inputs.items())]
