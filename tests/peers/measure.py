"""Times the making of one API's template by us and by others, in one run.

  measure.py COMMAND FOLDER TURNS    COMMAND is `websocket-api`, FOLDER is where `run` installed the others

Every turn runs each of them once, ours ten times, so that what else the machine does meets all. Times are medians, from the start of
the process to its end, by this program's clock; memory is the most that any process had, by GNU time.

Exits with 1 if a whole process of ours is not 100 times faster than the fastest of theirs at each size, or a warm call not 50 times
faster than SAM's.
"""

import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
# More routes than 99 fit into a stack only if they share a function.
SIZES = [(4, "per_route"), (50, "per_route"), (200, "shared")]
OURS = "websocket-api"
WHOLE, WARM = 100, 50
# SAM reads a setting of the user's account else.
os.environ["AWS_DEFAULT_REGION"] = "us-east-1"
os.environ["CDK_DISABLE_CLI_TELEMETRY"] = "true"


def main(command, folder, turns):
    missed = False
    for routes, layout in SIZES:
        work = folder / f"{routes}"
        work.mkdir(exist_ok=True)
        programs = commands(command, folder, work, routes, layout)
        for program in programs.values():
            check(folder, work, program, routes)
        times = {name: [] for name in programs}
        for _ in range(turns):
            for name, program in programs.items():
                times[name] += [wall(folder, program) for _ in range(10 if name == OURS else 1)]
        times = {name: statistics.median(values) for name, values in times.items()}
        print(f"\n{routes} routes, {layout}")
        print(f"{'':34}{'seconds':>10}{'ratio':>10}{'MB':>8}{'ratio':>8}")
        memory = {name: peak(folder, work, program) for name, program in programs.items()}
        for name in programs:
            ratios = times[name] / times[OURS], memory[name] / memory[OURS]
            print(f"{name:34}{times[name]:>10.4f}{ratios[0]:>10.0f}{memory[name]:>8.1f}{ratios[1]:>8.1f}")
        ours, sam = warm(routes, layout), warm_sam(folder, work)
        print(f"{'websocket-api, warm':34}{ours:>10.6f}")
        print(f"{'SAM, warm':34}{sam:>10.6f}{sam / ours:>10.0f}")
        fastest = min(value for name, value in times.items() if name != OURS)
        missed |= fastest < WHOLE * times[OURS] or sam < WARM * ours
    print("\nmissed" if missed else f"\nat least {WHOLE} times faster as a process, {WARM} times warm")
    return missed


def commands(command, folder, work, routes, layout):
    source = run(ROOT, ["cargo", "bench", "--quiet", "-p", "websocket-api-tests", "--bench", "synth", "--", "source", str(routes), layout])
    (work / "main.rs").write_text(source)
    python = folder / "venv/bin/python"
    (work / "sam.json").write_text(run(ROOT, [python, HERE / "sam.py", "source", str(routes), layout]))
    out = work / "out"
    cdk = ["node", HERE / "cdk.mjs", str(routes), layout]
    quoted = " ".join(map(str, cdk))
    synth = ["node", folder / "node_modules/aws-cdk/bin/cdk", "synth", "--quiet", "--no-notices", "--output", out]
    return {
        OURS: [command, "template", work / "main.rs", "--out", out / "ours.template.json"],
        "SAM translator": [python, HERE / "sam.py", work / "sam.json", out / "sam.template.json"],
        "CDK": [*cdk, out],
        "CDK without validation": [*cdk, out, "unchecked"],
        "CDK, `cdk synth`": [*synth, "--app", f"{quoted} {out}"],
        "SST without bundling": ["node", HERE / "sst.mjs", str(routes), layout, out],
    }


def run(folder, program):
    return subprocess.run(program, check=True, cwd=folder, text=True, stdout=subprocess.PIPE).stdout


def check(folder, work, program, routes):
    """That a program makes what it is timed for."""
    for old in (work / "out").glob("*.template.json"):
        old.unlink()
    (work / "out").mkdir(exist_ok=True)
    wall(folder, program)
    (made,) = (work / "out").glob("*.template.json")
    found = made.read_text().count('"AWS::ApiGatewayV2::Route"')
    assert found == routes, f"{found} routes by {program}"


def wall(folder, program):
    # Not `subprocess`, whose own work would be a good part of a process of a few milliseconds.
    os.chdir(folder)
    silence = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)]
    start = time.perf_counter()
    child = os.posix_spawnp(program[0], list(map(str, program)), os.environ, file_actions=silence)
    _, status = os.waitpid(child, 0)
    end = time.perf_counter()
    assert status == 0, f"{status}: {program}"
    return end - start


def peak(folder, work, program):
    report = work / "peak"
    wall(folder, ["/usr/bin/time", "--format", "%M", "--output", report, *program])
    return int(report.read_text()) / 1024


def warm(routes, layout):
    table = run(ROOT, ["cargo", "bench", "--quiet", "-p", "websocket-api-tests", "--bench", "synth"])
    row = re.search(rf"^ *{routes} +{layout} +\S+ +\S+ +\S+ +(\S+)", table, re.M)
    return float(row[1]) / 1e6


def warm_sam(folder, work):
    return float(run(folder, [folder / "venv/bin/python", HERE / "sam.py", "warm", work / "sam.json", "21"]))


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), int(sys.argv[3])))
