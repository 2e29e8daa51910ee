"""A result GeoPackage read as plain tables (it is an SQLite file); no geometry is needed here."""
import sqlite3


def suffix(type_name):
    """Column suffix of a type: lower-case ASCII, other characters `_`."""
    import unicodedata
    text = unicodedata.normalize("NFKD", type_name).encode("ascii", "ignore").decode().lower()
    return "".join(c if c.isalnum() else "_" for c in text)


class Result:
    def __init__(self, path):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.db.row_factory = sqlite3.Row
        names = self.db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        self.tables = {r[0] for r in names}
        self.columns = {t: [r[1] for r in self.db.execute(f'PRAGMA table_info("{t}")')]
                        for t in self.tables}

    def has(self, table, *columns):
        return table in self.tables and not set(columns) - set(self.columns[table])

    def missing(self, table, *columns):
        if table not in self.tables:
            return [table]
        return [f"{table}.{c}" for c in columns if c not in self.columns[table]]

    def rows(self, table):
        """Rows in file order, geometry left out."""
        kept = [c for c in self.columns[table] if c not in ("geom", "fid")]
        names = ", ".join(f'"{c}"' for c in kept)
        return [dict(r) for r in self.db.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid')]

    def one(self, sql, *args):
        return self.db.execute(sql, args).fetchone()

    def all(self, sql, *args):
        return self.db.execute(sql, args).fetchall()

    def types(self):
        """Suffixes of the types of this result, in column order."""
        head = "couverture_"
        return [c[len(head):] for c in self.columns.get("qpv", []) if c.startswith(head)]

    def parameters(self):
        if not self.has("parametre", "cle", "valeur"):
            return {}
        return {r["cle"]: r["valeur"] for r in self.rows("parametre")}
