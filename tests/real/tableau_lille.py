#!/usr/bin/python3
"""The 26 QPV of Lille by grid and by area share, beside INSEE's published figures: the table of the README.

    tableau_lille.py DIR [--lang fr] [--oracle]

DIR holds what run_lille left: carreaux.gpkg and surface.gpkg, results of `maillage cover` with and without
--grid and neither with --pop-qpv, and qpv.csv with the published figures. --oracle prints the same from
the oracle alone. Errors are estimate minus published; the last rows are the totals and the mean of the
absolute relative errors. Exit 1 where the grid is not the better of both.
"""
import argparse
import sys
from pathlib import Path

from compare_national import number
from oracle_sources import read_csv
from result_file import Result

METHODS = ("carreaux", "surface")
HEAD = {"en": ("QPV", "INSEE 2013", "200 m cells", "error", "area share", "error", "total", "mean absolute error"),
        "fr": ("QPV", "INSEE 2013", "carreaux de 200 m", "écart", "surface", "écart", "total", "écart absolu moyen")}


def estimates(folder, oracle):
    """[(name, published, {method: people})] in code order."""
    rows = read_csv(folder / "qpv.csv")
    if oracle:
        said = {m: {r["code_qp"]: number(r[m]) for r in rows} for m in METHODS}
    else:
        said = {m: {r["code_qp"]: r["pop"] for r in Result(folder / f"{m}.gpkg").rows("qpv")} for m in METHODS}
    return [(f"{r['code_qp']} {r['lib_qp']}", int(r["pop_publiee"]), {m: said[m][r["code_qp"]] for m in METHODS})
            for r in rows]


def whole(n):
    return f"{n:,.0f}".replace(",", " ").replace("-", "−")


def signed(n, published):
    return f"{n - published:+,.0f} ({(n - published) / published:+.0%})".replace(",", " ").replace("-", "−")


def mean_error(rows, method):
    return sum(abs(r[2][method] - r[1]) / r[1] for r in rows) / len(rows)


def mean_people(rows, method):
    return sum(abs(r[2][method] - r[1]) for r in rows) / len(rows)


def table(rows, lang):
    head = HEAD[lang]
    yield f"| {' | '.join(head[:6])} |"
    yield "|---|--:|--:|--:|--:|--:|"
    total = (head[6], sum(r[1] for r in rows), {m: sum(r[2][m] for r in rows) for m in METHODS})
    for name, published, said in [*rows, total]:
        cells = [x for m in METHODS for x in (whole(said[m]), signed(said[m], published))]
        yield f"| {name} | {whole(published)} | {' | '.join(cells)} |"
    cells = [x for m in METHODS for x in ("", f"{whole(mean_people(rows, m))} ({mean_error(rows, m):.0%})")]
    yield f"| {head[7]} | | {' | '.join(cells)} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lang", choices=sorted(HEAD), default="en")
    parser.add_argument("--oracle", action="store_true")
    args = parser.parse_args()
    rows = estimates(args.folder, args.oracle)
    print("\n".join(table(rows, args.lang)))
    return 0 if mean_error(rows, "carreaux") < mean_error(rows, "surface") else 1


if __name__ == "__main__":
    sys.exit(main())
