"""Runs `tc3 explain` over cases and compares what it says."""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from secrets_of import leaks

EXIT_CODES = {"valid": 0, "invalid": 4, "unknown-key": 1, "unsigned": 1}
LANGUAGES = ["en-US", "zh-CN"]
MEMBERS = ["verdict", "causes", "differs_at", "message", "canonical_request", "string_to_sign"]


@dataclass(frozen=True)
class Failure:
    case: object
    expected: str
    found: str

    def __str__(self):
        return f"{self.case.name}\n  expected {self.expected}\n  found    {self.found}"


class Program:
    """`tc3` with a file of keys."""

    def __init__(self, tc3, keys):
        self.tc3 = tc3
        self.keys = keys

    def explain(self, case, *options):
        return subprocess.run(
            [self.tc3, "explain", *options, "--keys", self.keys, "--at", str(case.at), "-"],
            input=case.raw,
            capture_output=True,
            timeout=60,
        )

    def failures(self, cases):
        """What is wrong in the explanations of these cases."""
        return flat(self.check, cases)

    def check(self, case):
        process = self.explain(case, "--json")
        output = process.stdout + process.stderr
        failures = [Failure(case, "no secret", what) for what in leaks(output)]
        try:
            said = json.loads(process.stdout)
        except ValueError:
            text = output.decode(errors="replace").strip()
            return [*failures, Failure(case, "JSON", f"exit {process.returncode}: {text[:300]}")]
        if sorted(said) != sorted(MEMBERS):
            return [*failures, Failure(case, ", ".join(MEMBERS), ", ".join(said))]
        failures += texts_differ(case, said)
        code = EXIT_CODES.get(said["verdict"])
        if process.returncode != code:
            failures.append(Failure(case, f"exit {code}", f"exit {process.returncode}"))
        found = (said["verdict"], tuple(said["causes"]), said["differs_at"])
        if found != (case.verdict, case.causes, case.differs_at) and found[1] not in case.others:
            expected = (case.verdict, case.causes, case.differs_at)
            failures.append(Failure(case, shown(*expected), shown(*found)))
        return failures

    def text_failures(self, cases):
        """What is wrong in the texts for people."""
        return flat(self.check_text, cases)

    def check_text(self, case):
        process = self.explain(case, "--language", LANGUAGES[len(case.raw) % 2])
        failures = [
            Failure(case, "no secret", what) for what in leaks(process.stdout + process.stderr)
        ]
        text = process.stdout.decode()
        for name in (case.verdict, *case.causes):
            if name not in text:
                failures.append(Failure(case, f"a text with {name}", text))
        return failures


def flat(check, cases):
    """The failures of all cases. Each thread waits for a process."""
    with ThreadPoolExecutor(4) as threads:
        return [failure for failures in threads.map(check, cases) for failure in failures]


def texts_differ(case, said):
    """Whether the texts of the server are those of the reference."""
    server = case.server
    for member in ("canonical_request", "string_to_sign") if server else ():
        expected = getattr(server, member, None)
        expected = expected.decode() if expected else ""
        # What may be a token is left out.
        shown_parts = (said[member] or "").split("[redacted]")
        if not re.fullmatch("[^ ;&]+".join(map(re.escape, shown_parts)), expected):
            yield Failure(case, f"{member} {expected!r}", repr(said[member]))


def shown(verdict, causes, differs_at):
    return f"{verdict}: {', '.join(causes) or 'no cause'}; differs at {differs_at}"
