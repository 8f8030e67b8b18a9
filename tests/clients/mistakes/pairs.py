"""Two mistakes at once."""

import random
import re
from itertools import combinations

import tc3
from cases import Case, by_raw
from causes.read import v1_tokens, v3_tokens
from inputs import INPUTS, accepted_forms
from mistake import MISTAKES, ORDER, mistakes_on, sent_for
from verifier import Refused, read_signature

UNKNOWN = ("unknown",)


def pair_cases():
    """A case for each pair of causes that can be combined."""
    computed = [name for name in ORDER if name in {cause for cause, *_ in MISTAKES}]
    chance = random.Random(12)
    for pair in combinations(computed, 2):
        found = best(combined(pair, chance))
        if found:
            yield found
    for cause in computed:
        for second in (expired, token, malformed):
            found = best(second(cause, chance))
            if found:
                yield found


def best(cases):
    """The first case in which both mistakes show; else the first case."""
    first = None
    for both_show, case in cases:
        first = first or case
        if both_show:
            return case
    return first


def combined(pair, chance):
    """Cases with both mistakes, each with whether it differs from those with only one."""
    for request in shuffled(INPUTS, chance):
        sent_for_pair = [sent for cause, sent in sent_for(request) if cause in pair]
        for sent in [request, *sent_for_pair]:
            accepted = {sent.raw(), *map(sent.raw, accepted_forms(sent))}
            first, second = ([m for m in mistakes_on(sent) if m.cause == cause] for cause in pair)
            for one in shuffled(first, chance)[:4]:
                for other in shuffled(second, chance)[:4]:
                    alone = [sent.raw(one.changes), sent.raw(other.changes)]
                    raw = sent.raw(one.changes, other.changes)
                    if raw not in accepted and not accepted & set(alone):
                        yield raw not in alone, expectation(sent, raw, (one, other))


def expectation(sent, raw, made, at=0, read=None):
    """What is to be said: `unknown`, or the causes that give this signature alone. What is
    read may be said instead: the third mistake, or that the header cannot be read."""
    group = by_raw(sent).get(raw, [])
    causes = tuple(dict.fromkeys(mistake.cause for mistake in group)) or UNKNOWN
    step = group[0].differs_at if group else None
    variants = tuple((mistake.cause, mistake.label) for mistake in made)
    others = []
    if read:
        variants += ((read, "as well"),)
        others.append((read,))
    elif not is_readable(raw):
        others.append(("authorization-malformed",))
    # A scope stands in the request. Over the request as sent, the other mistake alone gives
    # this signature.
    if "scope" in {mistake.differs_at for mistake in made}:
        others += [(mistake.cause,) for mistake in made if mistake.differs_at != "scope"]
    return Case(sent.name, raw, sent.seconds + at, "invalid", causes, step, variants, tuple(others))


def is_readable(raw):
    """Whether the signature has the documented form."""
    try:
        read_signature(raw)
    except Refused:
        return False
    return True


def expired(cause, chance):
    for sent, one in made_alone(cause, chance):
        yield True, expectation(sent, sent.raw(one.changes), (one,), 3600, "expired")


def token(cause, chance):
    for sent, one in made_alone(cause, chance):
        tokens = v3_tokens(sent) if isinstance(sent, tc3.Request) else v1_tokens(sent)
        for _, other in tokens:
            if one.label in {m.label for m in mistakes_on(other) if m.cause == cause}:
                yield True, expectation(other, other.raw(one.changes), (one,), read="token")


def malformed(cause, chance):
    """Also without the list of signed headers."""
    def without_list(steps, text):
        return re.sub(rb"SignedHeaders=[^,]*, ", b"", text)

    for sent, one in made_alone(cause, chance):
        if isinstance(sent, tc3.Request):
            raw = sent.raw(one.changes, {"authorization": without_list})
            yield True, expectation(sent, raw, (one,), read="authorization-malformed")


def made_alone(cause, chance):
    """Requests on which a mistake shows, with the mistake."""
    for request in shuffled(INPUTS, chance):
        for sent in [request, *(sent for name, sent in sent_for(request) if name == cause)]:
            for one in shuffled([m for m in mistakes_on(sent) if m.cause == cause], chance)[:2]:
                accepted = {sent.raw(), *map(sent.raw, accepted_forms(sent))}
                if sent.raw(one.changes) not in accepted:
                    yield sent, one


def shuffled(items, chance):
    return chance.sample(items, len(items))
