"""Times the generation of one API's template with this project and with other tools, in one run.

  measure.py COMMAND FOLDER TURNS    COMMAND is `websocket-api`, FOLDER is where `run` installed the others

Every turn runs each tool once, and this project's ten times, so that other load affects all of them. Times are from the start
of the process to its end, by this program's clock. Memory is the maximum of any process, by GNU time.

Exits with 1 if the best time of this project's process is not 100 times better than the best time of the other tools at each
size. Also exits with 1 if the median of its warm calls is not 50 times better than SAM's. Other load can only increase a best time.
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
# A stack has space for more than 99 routes only if they share a function.
SIZES = [(4, "per_route"), (50, "per_route"), (200, "shared")]
OURS = "websocket-api"
WHOLE, WARM = 100, 50
# Otherwise SAM reads a setting of the user's account.
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
        medians = {name: statistics.median(values) for name, values in times.items()}
        best = {name: min(values) for name, values in times.items()}
        print(f"\n{routes} routes, {layout}")
        print(f"{'':26}{'median s':>10}{'ratio':>7}{'best s':>10}{'ratio':>7}{'MB':>8}{'ratio':>7}")
        memory = {name: peak(folder, work, program) for name, program in programs.items()}
        for name in programs:
            columns = [(medians, ">10.4f", ">7.0f"), (best, ">10.4f", ">7.0f"), (memory, ">8.1f", ">7.1f")]
            figures = (f"{kind[name]:{f}}{kind[name] / kind[OURS]:{ratio}}" for kind, f, ratio in columns)
            print(f"{name:26}", *figures, sep="")
        ours, sam = warm(routes, layout), warm_sam(folder, work)
        print(f"{OURS + ', warm':26}{ours:>10.6f}{1:>7}")
        print(f"{'SAM translator, warm':26}{sam:>10.6f}{sam / ours:>7.0f}")
        fastest = min(value for name, value in best.items() if name != OURS)
        missed |= fastest < WHOLE * best[OURS] or sam < WARM * ours
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
    """Asserts that a program generates the expected template."""
    for old in (work / "out").glob("*.template.json"):
        old.unlink()
    (work / "out").mkdir(exist_ok=True)
    wall(folder, program)
    (made,) = (work / "out").glob("*.template.json")
    found = made.read_text().count('"AWS::ApiGatewayV2::Route"')
    assert found == routes, f"{found} routes by {program}"


def wall(folder, program):
    # The overhead of `subprocess` would be significant for a process of a few milliseconds.
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
