"""What scripts/bench measures of formats: seconds to write a national result in each, and its size."""
import re
import subprocess

DATABASES = {"PostgreSQL"}  # not files


def formats(program):
    """Those that the program knows, by its own words."""
    told = subprocess.run([program, "cover", "-f", "?", "--lang", "en"], capture_output=True, text=True).stderr
    listed = re.search(r"possible values: (.*)", told)
    return [name for name in listed.group(1).split(", ") if name not in DATABASES] if listed else []


def size(path):
    """Bytes of a file, or of the files of a folder."""
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def show(program, words, time, folder):
    """One line a format; + is what it adds to the same run that writes nearly nothing."""
    alone = time(*words, "-f", "GPKG", "--layers", "parametre", "--overwrite", "-o", folder / "alone")
    print(f"{'formats, -j 2':32}{'wall s':>8}{'CPU s':>8}{'MB':>7}{'+ wall':>8}{'+ CPU':>8}{'file MB':>9}")
    print(f"{'no layer':32}{alone[0]:8.2f}{alone[1]:8.2f}{alone[2]:7.0f}")
    for name in formats(program):
        path = folder / f"format_{name}"
        wall, cpu, memory = time(*words, "-f", name, "--overwrite", "-o", path)
        print(f"{name:32}{wall:8.2f}{cpu:8.2f}{memory:7.0f}{wall - alone[0]:8.2f}{cpu - alone[1]:8.2f}{size(path) / 1e6:9.1f}",
              flush=True)
    print(flush=True)
