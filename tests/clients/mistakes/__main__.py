"""Clients with one mistake each, and whether `tc3 explain` names it.

An independent verifier first checks that right requests are accepted and wrong ones are
refused. Exits with 1 and a list if anything differs.
"""

import argparse
import json
import os
import sys
import tempfile

import server
from cases import chosen, coincidences, gaps, mistaken_cases, right_cases, unkeyed_cases
from inputs import INPUTS, KEYS
from page import page_differences
from pairs import UNKNOWN, pair_cases
from program import Program
from verifier import Refused, verify


def main():
    options = arguments()
    right, unkeyed, every = list(right_cases()), list(unkeyed_cases()), list(mistaken_cases())
    mistaken = every if options.all else chosen(every)
    pairs = list(pair_cases())
    print_counts(right, unkeyed, mistaken, pairs)
    if options.coincidences:
        print("\n".join(coincidences(every)))

    failures = [*gaps(mistaken), *page_differences(every)]
    failures += verified(right, [*unkeyed, *mistaken, *pairs])
    if options.tc3:
        failures += explained(options, [*right, *unkeyed, *mistaken], pairs)
    report = "\n".join(str(failure) for failure in failures)
    if options.report:
        with open(options.report, "w", encoding="utf-8") as file:
            file.write(f"{report}\n")
    elif report:
        print(report)
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)


def arguments():
    parser = argparse.ArgumentParser("mistakes", description=__doc__)
    parser.add_argument("tc3", nargs="?", help="the program; without it only the verifier runs")
    parser.add_argument("--all", action="store_true", help="every mistake on every input")
    parser.add_argument("--coincidences", action="store_true", help="list mistakes that coincide")
    parser.add_argument("--no-emulator", action="store_true", help="only `tc3 explain`")
    parser.add_argument("--report", metavar="FILE", help="write the failures to a file")
    return parser.parse_args()


def print_counts(right, unkeyed, mistaken, pairs):
    variants = {variant for case in mistaken for variant in case.variants}
    causes = {cause for cause, _ in variants}
    print(f"{len(INPUTS)} inputs; {len(right)} right requests, {len(unkeyed)} without a known key")
    print(f"{len(mistaken)} mistaken requests: {len(causes)} causes in {len(variants)} variants")
    print(f"{len(pairs)} requests with two mistakes; these have the signature of a single one:")
    for case in pairs:
        if case.causes == UNKNOWN or ("as well" in dict(case.variants).values()):
            continue
        made = " + ".join(f"{cause} ({label})" for cause, label in case.variants)
        print(f"  {case.input}: {made} = {', '.join(case.causes)}")


def verified(right, wrong):
    """What the independent verifier says otherwise."""
    for case in right:
        try:
            verify(case.raw, KEYS, case.at)
        except Refused as refused:
            yield f"{case.name}: refused by the verifier: {refused}"
    for case in wrong:
        try:
            verify(case.raw, KEYS, case.at)
            yield f"{case.name}: accepted by the verifier"
        except Refused:
            pass


def explained(options, cases, pairs):
    """What `tc3 explain` and the emulator say otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        keys = os.path.join(folder, "keys.json")
        with open(keys, "w", encoding="utf-8") as file:
            json.dump(KEYS, file)
        program = Program(options.tc3, keys)
        failures = program.failures([*cases, *pairs])
        # The text for people has the same content; a share is enough.
        failures += program.text_failures(cases[::10])
        print(f"{len(cases) + len(pairs)} requests explained")
        if not options.no_emulator:
            sent, differing = server.check(options.tc3, keys, [*cases[::3], *pairs[::10]])
            print(f"{sent} of them sent to the emulator")
            failures += differing
        return failures


if __name__ == "__main__":
    main()
