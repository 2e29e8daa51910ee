"""compare.py GEOPACKAGE PSQL... - a result in a schema of PostGIS holds what the GeoPackage holds.

Every table, column and row, in order; real numbers bit by bit, geometries byte by byte; titles of
tables and columns as comments; a primary key, an index on geom and on columns of codes. PSQL is the command that answers a
query with bare rows, the schema being its variable `schema`. Prints the number of tables and rows.
"""
import json
import sqlite3
import subprocess
import sys

TYPES = {"INTEGER": "bigint", "REAL": "double precision", "TEXT": "text", "DATE": "date"}
CODES = ("code", "insee_", "siren_", "id_")


def ask(query):
    done = subprocess.run(sys.argv[2:] + ["-c", query], stdout=subprocess.PIPE, check=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def wkb_of(blob):
    """The WKB of a GeoPackage geometry, after its header."""
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return blob[8 + envelope:].hex()


def check(condition, *what):
    if not condition:
        sys.exit("FAILED: " + " ".join(str(w) for w in what))


schema = sys.argv[-1]
sys.argv.pop()
gpkg = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
contents = gpkg.execute("SELECT table_name, identifier, description, srs_id FROM gpkg_contents "
                        "WHERE table_name NOT IN ('layer_styles', 'qgis_projects') ORDER BY 1").fetchall()
text = "'" + schema.replace("'", "''") + "'"
there = ask(f"SELECT to_json(tablename) FROM pg_tables WHERE schemaname = {text} AND tablename <> "
            "'spatial_ref_sys' ORDER BY tablename COLLATE \"C\"")
check(there == [c[0] for c in contents], "tables", there, [c[0] for c in contents])
total = 0
for table, title, abstract, srs in contents:
    columns = [(name, kind) for _, name, kind, *_ in gpkg.execute(f"PRAGMA table_info({quoted(table)})")]
    wanted = [[n, f"geometry(MultiPolygon,{srs})" if n == "geom" else
               "integer" if n == "fid" else TYPES[k]] for n, k in columns]
    oid = f"(SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace " \
          f"WHERE n.nspname = {text} AND c.relname = '{table}')"
    found = ask(f"SELECT json_build_array(attname, format_type(atttypid, atttypmod)) FROM pg_attribute "
                f"WHERE attrelid = {oid} AND attnum > 0 AND NOT attisdropped ORDER BY attnum")
    check(found == wanted, table, "columns", found, wanted)
    comment = ask(f"SELECT to_json(obj_description({oid}))")[0].split("\n")
    check(comment[:2] == [title, abstract] and comment[2].startswith("maillage "), table, comment)
    titles = ask(f"SELECT json_build_array(attname, col_description(attrelid, attnum)) FROM pg_attribute WHERE "
                 f"attrelid = {oid} AND attnum > 0 AND attname NOT IN ('fid', 'geom') ORDER BY attnum")
    told = [[n, t + "\n" + d if d else t] for n, t, d in gpkg.execute(
        "SELECT column_name, title, description FROM gpkg_data_columns WHERE table_name = ?", (table,))]
    check(told and sorted(titles) == sorted(told), table, "titles", titles, told)
    indexed = ask(f"SELECT json_build_array(a.attname, m.amname, i.indisprimary) FROM pg_index i JOIN pg_class c "
                  f"ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam JOIN pg_attribute a ON "
                  f"a.attrelid = i.indrelid AND a.attnum = i.indkey[0] WHERE i.indrelid = {oid}")
    for name, kind in columns:
        index = ["fid", "btree", True] if name == "fid" else ["geom", "gist", False] if name == "geom" else \
            [name, "btree", False] if kind == "TEXT" and name.startswith(CODES) else None
        check(index is None or index in indexed, table, name, "is not indexed")
    values = ", ".join("encode(ST_AsBinary(geom), 'hex') AS geom" if n == "geom" else quoted(n) for n, _ in columns)
    rows = ask(f"SELECT row_to_json(r) FROM (SELECT {values} FROM {quoted(schema)}.{quoted(table)}) r ORDER BY fid")
    rows = [list(row.values()) for row in rows]
    expected = gpkg.execute(f"SELECT * FROM {quoted(table)} ORDER BY fid").fetchall()
    check(len(rows) == len(expected), table, len(rows), "rows of", len(expected))
    geom = [n for n, _ in columns].index("geom") if "geom" in dict(columns) else None
    for row, other in zip(rows, expected):
        other = list(other)
        if geom is not None and other[geom] is not None:
            other[geom] = wkb_of(other[geom])
        if table == "parametre" and other[1] == "format":
            check(row[1:] == ["format", "PostgreSQL"], row)
            continue
        check(row == other, table, row, other)
    total += len(rows)
print(f"{len(contents)} tables, {total} rows alike")
