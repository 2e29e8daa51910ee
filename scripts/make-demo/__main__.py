"""make-demo - write the demonstration territory, geodata/demo: an invented département with its
boundaries and populations. See geodata/README.md for what the files are and the cases they hold.

    /usr/bin/python3 scripts/make-demo            write geodata/demo, the same bytes on every run
    /usr/bin/python3 scripts/make-demo --check    make it again elsewhere, compare, verify

Needs python3-gdal, python3-numpy, python3-shapely and python3-openpyxl (Debian 12). Users of
maillage never run this: its output is committed.
"""
import argparse
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
from check import check  # noqa: E402 (no __pycache__ beside the sources)
from files import OUT, write_all  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="compare and verify, write nothing")
    wrong = 0
    verify = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        write_all(folder)
        if verify:
            for claim, measured, holds in check(folder):
                print("ok  " if holds else "FAIL", f"{claim}: {measured}")
                wrong += not holds
        else:
            for name in os.listdir(folder):
                shutil.copyfile(os.path.join(folder, name), os.path.join(OUT, name))
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
