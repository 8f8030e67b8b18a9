"""Runs `tc3 explain` over cases and compares what it says."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from secrets_of import leaks

EXIT_CODES = {"valid": 0, "invalid": 4, "unknown-key": 1, "unsigned": 1}
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
        # Each thread waits for a process.
        with ThreadPoolExecutor(4) as threads:
            return [failure for failures in threads.map(self.check, cases) for failure in failures]

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
        code = EXIT_CODES.get(said["verdict"])
        if process.returncode != code:
            failures.append(Failure(case, f"exit {code}", f"exit {process.returncode}"))
        found = (said["verdict"], tuple(said["causes"]), said["differs_at"])
        if found != (case.verdict, case.causes, case.differs_at) and found[1] not in case.others:
            expected = (case.verdict, case.causes, case.differs_at)
            failures.append(Failure(case, shown(*expected), shown(*found)))
        return failures

    def text_leaks(self, cases):
        """What is secret in the text for people."""

        def check(case):
            process = self.explain(case)
            found = leaks(process.stdout + process.stderr)
            return [Failure(case, "no secret", what) for what in found]

        with ThreadPoolExecutor(4) as threads:
            return [failure for failures in threads.map(check, cases) for failure in failures]


def shown(verdict, causes, differs_at):
    return f"{verdict}: {', '.join(causes) or 'no cause'}; differs at {differs_at}"
