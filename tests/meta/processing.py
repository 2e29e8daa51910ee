#!/usr/bin/env python3
"""processing.py PROGRAM - the QGIS Processing script compiles, gives `maillage cover` options that it has, and knows
all of its exit codes.
"""
import ast
import os
import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path(os.environ.get("MLG_SOURCE_DIR", Path(__file__).resolve().parents[2]))
SCRIPT = SOURCE / "scripts/qgis/maillage_couverture.py"
OWN = {"--exec", "--distribution", "--user", "--cd", "--version"}  # of wsl, and of the program itself


def strings(tree):
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def main(program):
    faults = []
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), SCRIPT.name, feature_version=(3, 7))
    given = {text for text in strings(tree) if re.fullmatch(r"--[a-z][a-z-]*|-[a-z]", text)}
    shown = subprocess.run([program, "cover", "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    known = set(re.findall(r"(?<![\w-])(?:--[a-z][a-z-]*|-[a-z]\b)", shown))
    if len(given & known) < 12:
        faults.append(f"only {sorted(given & known)} are found in the script: is this check still right?")
    faults += [f"{option} is not an option of maillage cover" for option in sorted(given - known - OWN - {"-d", "-u", "-e"})]
    codes = re.search(r"typedef enum.*?\}", (SOURCE / "src/term/exit.h").read_text(), re.DOTALL).group()
    told = next(ast.literal_eval(node.value) for node in tree.body
                if isinstance(node, ast.Assign) and node.targets[0].id == "CODES")
    for name, code in re.findall(r"TERM_EXIT_(\w+) = (\d+)", codes):
        if int(code) not in told and name not in ("DONE", "GAPS"):
            faults.append(f"exit code {code} ({name}) has no message")
    for fault in faults:
        print(f"{SCRIPT.name}: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
