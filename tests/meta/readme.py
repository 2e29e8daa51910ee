#!/usr/bin/env python3
"""readme.py PROGRAM [FILE...] - the console blocks of README.md do what they say.

In a block that opens with ```console, a line that begins with `$ ` is a command (lines after one that
ends with a backslash continue it) and the lines up to the next command are its exact output, standard
error included. A line that is only `…` stands for any lines. Blocks of a file run one after the other
in one empty folder, where geodata/ is that of the sources; `cd` lasts. Other blocks (```sh) are not run.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ.get("MLG_SOURCE_DIR", Path(__file__).resolve().parents[2]))


def read_commands(text):
    """(line number, command, expected lines) of the console blocks of a text."""
    commands, inside, continued = [], False, False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            inside = not inside and line.strip() == "```console"
            continued = False
        elif inside and continued:
            commands[-1][1] += "\n" + re.sub(r"^> ", "", line)
            continued = line.endswith("\\")
        elif inside and line.startswith("$ "):
            commands.append([number, line[2:], []])
            continued = line.endswith("\\")
        elif inside and commands:
            commands[-1][2].append(line.rstrip())
    return commands


def matches(expected, got):
    """Whether the lines are those expected, `…` standing for any number of them."""
    if not expected:
        return not got
    if expected[0] == "…":
        return any(matches(expected[1:], got[i:]) for i in range(len(got) + 1))
    return bool(got) and expected[0] == got[0] and matches(expected[1:], got[1:])


def run(command, folder, environment):
    """Output lines of a command, and the folder it leaves the shell in."""
    script = 'cd "$1"\n%s\ncode=$?\npwd >"$2"\nexit $code\n' % command
    with tempfile.NamedTemporaryFile("r") as place:
        done = subprocess.run(["sh", "-c", script, "sh", folder, place.name], env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        folder = place.read().strip() or folder
    return [line.rstrip() for line in done.stdout.splitlines()], folder


def check(path, program):
    """Number of commands of a file that do not print what it says."""
    faults = 0
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "session")
        os.makedirs(os.path.join(top, "bin"))
        os.makedirs(folder)
        os.symlink(os.path.realpath(program), os.path.join(top, "bin", "maillage"))
        os.symlink(SOURCE / "geodata", os.path.join(folder, "geodata"))
        environment = dict(os.environ, PATH="%s/bin:%s" % (top, os.environ["PATH"]), HOME=top,
                           SOURCE_DATE_EPOCH="1782777600")
        for number, command, expected in read_commands(path.read_text(encoding="utf-8")):
            got, folder = run(command, folder, environment)
            while expected and not expected[-1] and (not got or got[-1]):
                expected.pop()
            if not matches(expected, got):
                faults += 1
                print("%s:%d: $ %s" % (path, number, command))
                print("\n".join(difflib.unified_diff(expected, got, "as written", "as printed",
                                                     lineterm="")))
    return faults


def main():
    """0 when all is as written, 77 when there is nothing to read."""
    paths = [Path(name) for name in sys.argv[2:]] or [SOURCE / "README.md"]
    present = [path for path in paths if path.exists()]
    if not present:
        print("no %s" % ", ".join(str(path) for path in paths))
        sys.exit(77)
    sys.exit(1 if sum(check(path, sys.argv[1]) for path in present) else 0)


main()
