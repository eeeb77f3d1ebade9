"""Judges the templates of a folder: AWS's own validator on each NAME.json, and NAME.yaml against it.

Prints a line for each finding, without the validator's informational ones (create-only properties, resources without
tags).
"""

import json
import pathlib
import sys

import yaml
from cloudformation_validate import CompositeEngine, Severity


def findings(path, engine):
    for diagnostic in engine.validate_template(str(path)).diagnostics:
        if diagnostic.severity != Severity.INFO:
            yield f"{path.stem}: {diagnostic.rule_id} {diagnostic.message} at {diagnostic.property_path}"
    as_yaml = yaml.safe_load(path.with_suffix(".yaml").read_text())
    if as_yaml != json.loads(path.read_text()):
        yield f"{path.stem}: YAML and JSON differ"


def main(folder):
    engine = CompositeEngine()
    templates = sorted(pathlib.Path(folder).glob("*.json"))
    for path in templates:
        for finding in findings(path, engine):
            print(finding)
    print(f"judged {len(templates)}")


main(sys.argv[1])
