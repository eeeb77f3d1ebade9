"""Compares templates of this project with those of SST and the AWS CDK for the same declarations.

  compare.py FOLDER    FOLDER/NAME.json against sst/NAME.facts.json and cdk/NAME.facts.json next to this file

Prints each difference that no row of README.md explains, each row without a difference, and the number of comparisons.
A row's first cell is a regular expression, and the second one names the template with the difference.
"""

import json
import pathlib
import re
import sys

import normalize

HERE = pathlib.Path(__file__).parent
# The parameters of the oracles' deployment.
CHOSEN = {"StageName": "dev", "AWS::StackName": "dev-my-app", "ApiHostedZoneId": "ZDOMAINCOM0001"}


def choose(value):
    """The template as deployed: parameters replaced by their values."""
    if isinstance(value, dict):
        if set(value) == {"Ref"} and value["Ref"] in CHOSEN:
            return CHOSEN[value["Ref"]]
        return {key: choose(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [choose(inner) for inner in value]
    if isinstance(value, str):
        for name, chosen in CHOSEN.items():
            value = value.replace("${%s}" % name, chosen)
    return value


def explanations():
    rows = re.findall(r"^\| `(.+?)` \| (SST|CDK|both) \|", (HERE / "README.md").read_text(), re.M)
    return [(re.compile(pattern), whose) for pattern, whose in rows]


def main(folder):
    known, used, compared = explanations(), set(), 0
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        ours = normalize.N(choose(json.loads(path.read_text()))).result()
        for peer in ("SST", "CDK"):
            theirs = normalize.load(HERE / peer.lower() / f"{path.stem}.facts.json")
            compared += 1
            for line in normalize.diff(ours, theirs):
                rows = [row for row in known if row[1] in (peer, "both") and row[0].search(line)]
                used.update(row[0].pattern + row[1] for row in rows)
                if not rows:
                    print(f"{peer} {path.stem}: {line}")
    for pattern, whose in known:
        if pattern.pattern + whose not in used:
            print(f"explains nothing: {pattern.pattern}")
    print(f"compared {compared}")


main(sys.argv[1])
