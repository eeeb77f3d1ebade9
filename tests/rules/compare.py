"""Counts the resources that fail a rule, in templates of this project and of other tools.

  compare.py COMMAND FOLDER    COMMAND is `websocket-api`, FOLDER is where `run` installed the tools

Exits with 1 if runtime/doc/rules.md differs: if a failed rule has no row or other counts, if a row has no failed rule, or if a
row's example fails a passable rule or passes an impassable one. Also exits with 1 if the templates of this project fail as
many rules as the others.
"""

import collections
import json
import pathlib
import platform
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
DOCUMENT = ROOT / "runtime/doc/rules.md"
# APIs with templates of SST and the CDK.
SAME = ["01-minimal", "05-merge", "09-domain-full", "15-auth-lambda", "17-log-retention", "22-return-response"]
# Further declarations of the corpus.
CORPUS = ["authorizer_lambda", "domain_name", "shared", "sst_chat", "stage_settings"]
COLUMNS = ["ours", "sst", "cdk", "others", "example"]


def main(command, folder):
    templates = folder / "templates"
    shutil.rmtree(templates, ignore_errors=True)
    for column, name, text in [*same(command), *others(command)]:
        path = templates / column / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    paths = sorted(templates.glob("*/*.json"))
    counts = collections.defaultdict(collections.Counter)
    for template, rule, _ in {*checkov(folder, paths), *guard(folder, paths), *nag(folder, paths)}:
        counts[rule][pathlib.Path(template).parent.name] += 1
    show(counts)
    problems = [*wrong(counts)]
    print(*problems, sep="\n")
    return bool(problems)


def same(command):
    for name in SAME:
        yield "ours", name, alone(make(command, ROOT / f"tests/oracles/ours/{name}.rs"))
        for column in ("sst", "cdk"):
            yield column, name, alone((HERE / column / f"{name}.json").read_text())


def others(command):
    for example in sorted((ROOT / "examples").iterdir()):
        yield "others", example.name, make(command, example)
    for name in CORPUS:
        yield "others", name, make(command, ROOT / f"tests/src/declarations/{name}.rs")
    (example,) = re.findall(r"^```\n(.+?)^```", DOCUMENT.read_text(), re.M | re.S)
    # rustdoc hides lines that begin with `# `.
    yield "example", "example", make(command, "-", re.sub(r"^# ", "", example, flags=re.M))


def make(command, source, text=None):
    run = subprocess.run([command, "template", source], check=True, text=True, input=text, stdout=subprocess.PIPE)
    return run.stdout


def alone(text):
    """Replaces tables and buckets, which are not parts of the API, by a resource type without rules."""
    template = json.loads(text)
    for name, resource in template["Resources"].items():
        if resource["Type"].startswith(("AWS::DynamoDB::", "AWS::S3::")):
            template["Resources"][name] = {"Type": "AWS::CloudFormation::WaitConditionHandle"}
    return json.dumps(template, indent=1)


def checkov(folder, paths):
    arguments = ["--framework", "cloudformation", "--output", "json", "--quiet", "--compact", "--skip-download", "--soft-fail"]
    command = [folder / "venv/bin/checkov", *arguments, *(part for path in paths for part in ("--file", path))]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    assert not found["summary"]["parsing_errors"], found["summary"]
    for check in found["results"]["failed_checks"]:
        yield check["file_abs_path"], check["check_id"], check["resource"]


def guard(folder, paths):
    package = folder / "node_modules/@cdklabs/cdk-validator-cfnguard"
    system = {"Linux": "ubuntu", "Darwin": "macos"}[platform.system()]
    processor = {"arm64": "aarch64"}.get(platform.machine(), platform.machine())
    program = package / f"bin/{system}/{processor}/cfn-guard"
    program.chmod(0o755)
    rules = package / "rules/control-tower/cfn-guard"
    options = ["--output-format", "json", "--structured", "--show-summary", "none"]
    command = [program, "validate", *options, "--rules", rules, "--data", *paths]
    run = subprocess.run(command, text=True, stdout=subprocess.PIPE)
    # cfn-guard exits with 19 if a rule failed.
    assert run.returncode in (0, 19), run.returncode
    reports = json.loads(run.stdout)
    assert len(reports) == len(paths), f"{len(reports)} reports on {len(paths)} templates"
    for report in reports:
        for rule in report["not_compliant"]:
            text = json.dumps(rule)
            # cfn-guard reports the name of a function. The rule's ID is in the message.
            (name,) = {*re.findall(r"\[(CT\.[A-Z.0-9]+)\]", text)}
            failing = {*re.findall(r'/Resources/([^/\["\]]+)', text)}
            assert failing, f"no resource in {text}"
            for resource in failing:
                yield report["name"], name, resource


def nag(folder, paths):
    run = subprocess.run(["node", HERE / "nag.mjs", *paths], check=True, cwd=folder, stdout=subprocess.PIPE)
    return map(tuple, json.loads(run.stdout))


def show(counts):
    width = max(map(len, counts))
    print(f"{'rule':{width}}", *(f"{column:>7}" for column in COLUMNS))
    for rule in sorted(counts):
        print(f"{rule:{width}}", *(f"{counts[rule][column]:7}" for column in COLUMNS))
    print(f"{'resources':{width}}", *(f"{resources(counts, column):7}" for column in COLUMNS))
    print(f"{'rules':{width}}", *(f"{sum(bool(row[column]) for row in counts.values()):7}" for column in COLUMNS))


def resources(counts, column):
    return sum(row[column] for row in counts.values())


def wrong(counts):
    document = DOCUMENT.read_text()
    rows = re.findall(r"^\| (`.+?) \| .+? \| (\d+) / (\d+) / (\d+) \| (.+) \|$", document, re.M)
    documented = {}
    for rules, *figures, reason in rows:
        for rule in re.findall(r"`(.+?)`", rules):
            if rule in documented:
                yield f"{rule}: two rows"
            documented[rule] = ([*map(int, figures)], reason)
    for rule in sorted({*counts, *documented}):
        figures = [counts[rule][column] for column in COLUMNS[:3]]
        if rule not in counts:
            yield f"{rule}: a row, and nothing fails it"
        elif rule not in documented:
            yield f"{rule}: fails {figures}, and has no row"
        elif documented[rule][0] != figures:
            yield f"{rule}: fails {figures}, and the row says {documented[rule][0]}"
        elif documented[rule][1].startswith("Stays") != bool(counts[rule]["example"]):
            yield f"{rule}: the example fails it {counts[rule]['example']} times, and the row says: {documented[rule][1]}"
    ours, sst, cdk = (resources(counts, column) for column in COLUMNS[:3])
    failing = [sum(bool(row[column]) for row in counts.values()) for column in COLUMNS[:3]]
    for sums in ([ours, sst, cdk], failing):
        text = " / ".join(map(str, sums))
        if text not in document:
            yield f"the document does not have the sums {text}"
    if ours >= min(sst, cdk):
        yield f"ours fail no less than theirs: {ours} / {sst} / {cdk}"


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])))
