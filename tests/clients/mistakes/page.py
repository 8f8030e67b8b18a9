"""The table of docs/signatures.md against the cases: where each cause differs first."""

import os
from collections import defaultdict

PAGE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "docs", "signatures.md")


def page_differences(cases):
    """Causes whose steps in the page are not those of the cases."""
    found = defaultdict(set)
    for case in cases:
        found[case.causes[0]] |= {case.differs_at} - {None}
    with open(PAGE, encoding="utf-8") as file:
        _, table = file.read().split("## All mistakes by name")
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| `")]
    listed = {name.strip(" `"): set(steps.split("`")[1::2]) for name, _, steps in rows}
    return [
        f"docs/signatures.md: {name} differs at {found.get(name)}, not at {listed.get(name)}"
        for name in sorted({*found, *listed})
        if found.get(name) != listed.get(name)
    ]
