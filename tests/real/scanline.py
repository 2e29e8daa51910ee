#!/usr/bin/python3
"""Area of QPV ∩ (∪ communes) without GEOS, by horizontal slices, to check the oracle's overlays.

    scanline.py A|B ORACLE_DIR [--sample 60]

Between two consecutive heights where a vertex lies or two edges cross, the covered length is linear
in the height: its value at mid-height times the slice is exact. Even-odd rule, valid polygons only.
"""
import argparse
import sys
from pathlib import Path

import numpy as np

import oracle_sources as src


def edges(geom):
    """Non-horizontal edges (x1, y1, x2, y2) with y1 < y2, of all rings."""
    out = []
    for polygon in getattr(geom, "geoms", [geom]):
        for ring in [polygon.exterior, *polygon.interiors]:
            xy = np.asarray(ring.coords)[:, :2]
            out.append(np.hstack([xy[:-1], xy[1:]]))
    e = np.vstack(out)
    e = e[e[:, 1] != e[:, 3]]
    flip = e[:, 1] > e[:, 3]
    e[flip] = e[flip][:, [2, 3, 0, 1]]
    return e


def crossing_heights(a, b):
    """Heights at which an edge of `a` crosses an edge of `b`."""
    ax, ay, bx, by = a[:, None, 0], a[:, None, 1], b[None, :, 0], b[None, :, 1]
    da = ((a[:, 2] - a[:, 0]) / (a[:, 3] - a[:, 1]))[:, None]
    db = ((b[:, 2] - b[:, 0]) / (b[:, 3] - b[:, 1]))[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        y = (bx - ax + da * ay - db * by) / (da - db)
    low = np.maximum(ay, by)
    high = np.minimum(a[:, None, 3], b[None, :, 3])
    return y[np.isfinite(y) & (y > low) & (y < high)]


def intervals(e, y):
    live = e[(e[:, 1] <= y) & (e[:, 3] > y)]
    x = np.sort(live[:, 0] + (y - live[:, 1]) * (live[:, 2] - live[:, 0]) / (live[:, 3] - live[:, 1]))
    return x.reshape(-1, 2)


def merged(spans):
    out = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1]:
            out[-1][1] = max(out[-1][1], high)
        else:
            out.append([low, high])
    return out


def covered_area(quarter, shapes):
    q = edges(quarter)
    low, high = q[:, 1].min(), q[:, 3].max()
    others = [e[(e[:, 1] < high) & (e[:, 3] > low)] for e in map(edges, shapes)]
    everything = [q, *others]
    cuts = [e[:, [1, 3]].ravel() for e in everything]
    for i, a in enumerate(everything):
        cuts += [crossing_heights(a, b) for b in everything[i + 1:]]
    heights = np.unique(np.clip(np.concatenate(cuts), low, high))
    area = 0.0
    for bottom, top in zip(heights[:-1], heights[1:]):
        y = (bottom + top) / 2
        union = merged([tuple(s) for e in others for s in intervals(e, y)])
        for a, b in intervals(q, y):
            area += (top - bottom) * sum(max(0.0, min(b, d) - max(a, c)) for c, d in union)
    return area


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("variant", choices="AB")
    parser.add_argument("oracle", type=Path)
    parser.add_argument("--sample", type=int, default=60)
    args = parser.parse_args()
    why = src.missing_data()
    if why:
        print(f"skipped: {why}")
        return 0
    from oracle_national import Inventory
    communes, _, _ = src.load_communes()
    qpv, repaired, _ = src.load_qpv(args.variant, communes)
    mended = {code for code, *_ in repaired}
    rows = src.read_csv(args.oracle / "qpv.csv")
    date = {r["cle"]: r["valeur"] for r in src.read_csv(args.oracle / "resume.csv")}["date"]
    inv = Inventory(communes, date)
    cases = [(r, t) for r in rows if r["etat"] == "ok" and r["code_qp"] not in mended for t in inv.types
             if 0 < float(r[f"part_brute_{t.lower()}"]) < 1]
    step = max(1, len(cases) // args.sample)
    worst = 0.0
    for row, t in cases[::step]:
        code = row["code_qp"]
        near = row["communes"].split(",")
        shapes = [communes[c]["geom"] for c in near if c in inv.whole[t] or c in inv.part[t]]
        found = covered_area(qpv[code]["geom"], shapes) / covered_area(qpv[code]["geom"], [qpv[code]["geom"]])
        worst = max(worst, abs(found - float(row[f"part_brute_{t.lower()}"])))
    print(f"{len(cases[::step])} parts sur {len(cases)} strictement entre 0 et 1, écart max {worst:.3g}")
    return 1 if worst > 1e-9 else 0


if __name__ == "__main__":
    sys.exit(main())
