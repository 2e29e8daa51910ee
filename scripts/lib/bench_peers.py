"""What scripts/bench measures beside maillage: GeoPandas and PostGIS on the same layers and the same cells, by scripts
kept with the reference data; and how anything is measured."""
import importlib.util
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

POSTGRES = Path("/usr/lib/postgresql/15/bin")
SETTINGS = "-c listen_addresses='' -c shared_buffers=1GB -c work_mem=256MB -c max_wal_size=4GB " \
           "-c max_parallel_workers_per_gather=2 -c synchronous_commit=off"
TICK = os.sysconf("SC_CLK_TCK")


def measure(words, server=None, **more):
    """Wall and CPU seconds, peak MB; with the CPU and memory of a server where it does the work."""
    before = server.cpu() if server else 0
    watch = server.watch() if server else None
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(map(str, words))} failed: {errors.decode(errors='replace')}")
    memory = used.ru_maxrss / 1024
    if server:
        memory += watch()
    return wall, used.ru_utime + used.ru_stime + (server.cpu() - before if server else 0), memory


class Server:
    """The processes of a PostgreSQL: its CPU seconds, counted when a connection has ended, and its memory."""

    def __init__(self, folder):
        self.folder = folder
        self.pid = int((folder / "data/postmaster.pid").read_text().split()[0])

    def processes(self):
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    @staticmethod
    def times(pid):
        """(own and reaped children's) CPU seconds of a process."""
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICK

    def cpu(self):
        time.sleep(0.3)  # until the postmaster has taken in the processes that ended
        return sum(self.times(pid) for pid in self.processes())

    def megabytes(self):
        total = 0
        for pid in self.processes():
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            except OSError:  # it has just ended
                pass
        return total / 1024

    def watch(self):
        """Looks at the memory until the function that it returns is called, which gives the peak."""
        done, peak = threading.Event(), [0.0]

        def look():
            while not done.wait(0.2):
                peak[0] = max(peak[0], self.megabytes())

        thread = threading.Thread(target=look)
        thread.start()

        def stop():
            done.set()
            thread.join()
            return peak[0]
        return stop


def as_postgres(words):
    if os.getuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    subprocess.run([str(word) for word in words], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def postgres():
    """A PostgreSQL with PostGIS of our own, on a socket in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        if os.getuid() == 0:
            subprocess.run(["chown", "postgres", name], check=True)
        as_postgres([POSTGRES / "initdb", "-D", folder / "data", "-U", "maillage", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        control = [POSTGRES / "pg_ctl", "-D", folder / "data"]
        as_postgres([*control, "-w", "-l", folder / "log", "-o", f"{SETTINGS} -k {folder}", "start"])
        try:
            subprocess.run(["psql", "-q", "-h", name, "-U", "maillage", "postgres", "-c", "CREATE EXTENSION postgis"], check=True)
            yield Server(folder)
        finally:
            as_postgres([*control, "-m", "immediate", "stop"])


def missing(scripts):
    """Why the peers cannot run here: [sentence]."""
    out = []
    if not (scripts / "job_b_geopandas.py").exists():
        out.append(f"the peers' scripts are not in {scripts}")
    for module in ("geopandas", "pandas"):
        if importlib.util.find_spec(module) is None:
            out.append(f"{sys.executable} has no {module}")
    return out


def missing_postgis():
    return [] if (POSTGRES / "postgres").exists() else ["PostgreSQL 15 is not installed (scripts/test --all installs it)"]


def prepare(scripts, data):
    """The layers that the peers read, not measured: communes and QPV as GeoPackages, lists of perimeters."""
    if not (data / "perim.csv").exists():
        subprocess.run(["bash", scripts / "prepare.sh"], check=True, env=os.environ | {"DATA": str(data)},
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (data / "out").mkdir(exist_ok=True)


def geopandas(scripts, data):
    """[(name, wall, CPU, MB)] of shares and faces, then of the people of cells in them."""
    env = os.environ | {"DATA": str(data)}
    faces = data / "out/A_gpd.gpkg"
    faces.unlink(missing_ok=True)
    return [("GeoPandas, faces", *measure([sys.executable, scripts / "job_a_geopandas.py", faces], env=env)),
            ("GeoPandas, people of cells", *measure([sys.executable, scripts / "job_b_geopandas.py"], env=env))]


def postgis(scripts, data):
    """The same with PostGIS, the reading of cells apart."""
    with postgres() as server:
        client = f"psql -q -h {server.folder} -U maillage postgres"
        env = os.environ | {"DATA": str(data), "PSQL": client,
                            "PGDS": f"PG:host={server.folder} user=maillage dbname=postgres"}
        steps = [("PostGIS, faces", ["bash", scripts / "job_a_postgis.sh"]),
                 ("PostGIS, reading the cells", [*client.split(), "-f", scripts / "job_b_postgis_load.sql"]),
                 ("PostGIS, people of cells", [*client.split(), "-f", scripts / "job_b_postgis.sql"])]
        return [(name, *measure(words, server, env=env, cwd=data)) for name, words in steps]
