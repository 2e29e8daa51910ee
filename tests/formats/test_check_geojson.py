#!/usr/bin/python3
"""What check_geojson.py must see: one file that is right, and each fault of one that is not."""
import contextlib
import io
import tempfile
from pathlib import Path

import check_geojson

HEAD = '{"type":"FeatureCollection","name":"qpv","features":[\n'
RING = "[[2.0,48.0],[3.0,48.0],[3.0,49.0],[2.0,48.0]]"
HOLE = "[[2.7,48.2],[2.8,48.3],[2.8,48.2],[2.7,48.2]]"


def feature(rings, code="QN1", more=""):
    return ('{"type":"Feature"%s,"properties":{"code_qp":"%s"},"geometry":{"type":"MultiPolygon",'
            '"coordinates":[[%s]]}}' % (more, code, rings))


RIGHT = HEAD + feature(RING + "," + HOLE) + ",\n" + feature(RING, "QN2", ',"id":7') + "\n]}\n"
FAULTS = {
    "a ring of 3 positions": feature("[[2.0,48.0],[3.0,48.0],[2.0,48.0]]"),
    "a ring that begins at": feature("[[2.0,48.0],[3.0,48.0],[3.0,49.0],[2.0,48.1]]"),
    "a position of 3 numbers": feature("[[2.0,48.0,1.0],[3.0,48.0],[3.0,49.0],[2.0,48.0,1.0]]"),
    "not on Earth": feature("[[752000.0,48.0],[752003.0,48.0],[752003.0,49.0],[752000.0,48.0]]"),
    "more than 7 decimals": feature(RING.replace("2.0,", "2.00000001,")),
    "an exponent": feature(RING.replace("2.0,", "2e0,")),
    "a ring the wrong way round": feature("[[2.0,48.0],[3.0,49.0],[3.0,48.0],[2.0,48.0]]"),
    "a hole the wrong way round": feature(RING + ",[[2.7,48.2],[2.8,48.2],[2.8,48.3],[2.7,48.2]]"),
    "across the antimeridian": feature("[[-170.0,-10.0],[170.0,-10.0],[170.0,-9.0],[-170.0,-10.0]]"),
    "not valid": feature("[[0.0,0.0],[0.0,1.5],[2.0,0.0],[2.0,2.0],[0.0,0.0]]"),
    "a feature with a crs": feature(RING, more=',"crs":null'),
    "7 twice": feature(RING, "QN1", ',"id":7') + ",\n" + feature(RING, "QN2", ',"id":7'),
    "QN1 twice": feature(RING) + ",\n" + feature(RING),
    "a Point": '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[2.0,48.0]}}',
    "no properties": '{"type":"Feature","properties":null,"geometry":null}',
    "no comma": feature(RING) + "\n" + feature(RING, "QN2"),
    "no end of the collection": feature(RING) + ",",
}


def verdict(text):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "qpv.geojson").write_text(text, encoding="utf-8")
        told = io.StringIO()
        try:
            with contextlib.redirect_stdout(told):
                check_geojson.main(folder)
        except SystemExit as end:
            return str(end.code)
        return told.getvalue()


def main():
    assert verdict(RIGHT) == "qpv.geojson: 2 features, 2 geometries\n", verdict(RIGHT)
    assert "a collection with a crs" in verdict(RIGHT.replace('"name"', '"crs":{},"name"'))
    assert "no end" in verdict(HEAD + feature(RING) + "\n")
    for fault, features in FAULTS.items():
        told = verdict(HEAD + features + "\n]}\n")
        assert fault in told, f"{fault}: {told}"
    print(f"{len(FAULTS) + 2} faults seen")


main()
