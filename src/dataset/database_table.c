/*
 * database_table.c - one table of a result in a database: made, or emptied when it has the columns
 * already; commented; indexed once it is full.
 */
#include "dataset/database_private.h"

#include "base/text.h"

#include <string.h>

/* Bytes of a name that PostgreSQL keeps. */
#define MAX_NAME 63U

static const char *const types[] = {[DATASET_TEXT] = "text",
                                    [DATASET_INTEGER] = "bigint",
                                    [DATASET_REAL] = "double precision",
                                    [DATASET_DATE] = "date"};

/* As format_type() writes it, without its schema. */
static char *geometry_type(const dataset_database_writer *writer)
{
    return g_strdup_printf("geometry(MultiPolygon,%s)", writer->srid);
}

/* A line a column: what describe_there() answers of a table that may be filled again. */
static char *describe(const dataset_database_writer *writer, const dataset_layer_def *def)
{
    GString *text = g_string_new("fid integer primary key");
    if (def->spatial) {
        g_autofree char *geometry = geometry_type(writer);
        g_string_append_printf(text, "\ngeom %s", geometry);
    }
    for (size_t i = 0; i < def->n_columns; i++)
        g_string_append_printf(text, "\n%s %s", def->columns[i].name, types[def->columns[i].type]);
    return g_string_free(text, FALSE);
}

static mlg_status describe_there(const dataset_database_writer *writer, const char *table,
                                 char **ret, mlg_error *err)
{
    return dataset_database_ask_text(
        writer->place.db,
        dataset_sql("SELECT string_agg(a.attname || ' ' || regexp_replace(format_type(a.atttypid, "
                    "a.atttypmod), '^.*[.]', '') || CASE WHEN i.indexrelid IS NULL THEN '' ELSE "
                    "' primary key' END, chr(10) ORDER BY a.attnum) "
                    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
                    "a.attisdropped "
                    "LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND a.attnum = "
                    "ANY(i.indkey) "
                    "WHERE n.nspname = %L AND c.relname = %L",
                    writer->place.schema, table),
        ret, err);
}

/* Foreign keys of other tables, and views, that need a table, "a, b"; "" for none. */
static mlg_status find_dependents(const database_place *place, const char *table, bool views,
                                  char **ret, mlg_error *err)
{
    return dataset_database_ask_text(
        place->db,
        dataset_sql(
            "WITH t AS (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = %L AND c.relname = %L) "
            "SELECT coalesce(string_agg(DISTINCT needs, ', '), '') FROM ("
            "SELECT r.ev_class::regclass::text AS needs FROM t JOIN pg_depend d ON d.refclassid = "
            "'pg_class'::regclass AND d.refobjid = t.oid AND d.classid = 'pg_rewrite'::regclass "
            "JOIN pg_rewrite r ON r.oid = d.objid WHERE r.ev_class <> t.oid AND %T UNION "
            "SELECT f.conrelid::regclass::text FROM t JOIN pg_constraint f ON f.contype = 'f' AND "
            "f.confrelid = t.oid AND f.conrelid <> t.oid) s",
            place->schema, table, views ? "true" : "false"),
        ret, err);
}

/* `message` tells address, table, schema and what depends on it. */
static mlg_status check_dependents(const database_place *place, const char *table, bool views,
                                   const char *message, mlg_error *err)
{
    g_autofree char *dependents = NULL;
    MLG_TRY(find_dependents(place, table, views, &dependents, err));
    if (dependents == NULL || dependents[0] == '\0')
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_CONFLICT, message, dataset_database_shown(place->db), table,
                             place->schema, dependents),
                    _("drop what depends on it and make it again afterwards, or name another "
                      "schema with --schema"));
}

mlg_status database_drop_table(const database_place *place, const char *table, const char *message,
                               mlg_error *err)
{
    MLG_TRY(check_dependents(place, table, /* views= */ true, message, err));
    return dataset_database_run(place->db, dataset_sql("DROP TABLE %I.%I", place->schema, table),
                                err);
}

/* Statements that give a new table the owner and the grants of the former one. */
static mlg_status ask_grants(const database_place *place, const char *table, GPtrArray **ret,
                             mlg_error *err)
{
    return dataset_database_ask(
        place->db,
        dataset_sql("SELECT format('ALTER TABLE %%I.%%I OWNER TO %%I', n.nspname, c.relname, "
                    "pg_get_userbyid(c.relowner)) FROM pg_class c JOIN pg_namespace n ON n.oid = "
                    "c.relnamespace WHERE n.nspname = %L AND c.relname = %L AND "
                    "pg_get_userbyid(c.relowner) <> current_user "
                    "UNION ALL "
                    "SELECT format('GRANT %%s ON %%I.%%I TO %%s%%s', a.privilege_type, n.nspname, "
                    "c.relname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE "
                    "quote_ident(pg_get_userbyid(a.grantee)) END, CASE WHEN a.is_grantable THEN "
                    "' WITH GRANT OPTION' ELSE '' END) FROM pg_class c JOIN pg_namespace n ON "
                    "n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE "
                    "n.nspname = %L AND c.relname = %L AND a.grantee <> c.relowner",
                    place->schema, table, place->schema, table),
        ret, err);
}

static mlg_status create(dataset_database_writer *writer, const dataset_layer_def *def,
                         mlg_error *err)
{
    g_autoptr(GString) columns = g_string_new("fid integer PRIMARY KEY");
    if (def->spatial) {
        g_autofree char *geometry = geometry_type(writer);
        g_autofree char *column = dataset_sql(", geom %I.%T", writer->place.postgis, geometry);
        g_string_append(columns, column);
    }
    for (size_t i = 0; i < def->n_columns; i++) {
        g_autofree char *column =
            dataset_sql(", %I %T", def->columns[i].name, types[def->columns[i].type]);
        g_string_append(columns, column);
    }
    writer->is_new = true;
    return dataset_database_run(
        writer->place.db,
        dataset_sql("CREATE TABLE %I.%I (%T)", writer->place.schema, def->name, columns->str), err);
}

/* Rows are deleted, not truncated: who reads meanwhile sees the former ones until the commit. A
 * foreign key could delete rows of the user's own tables with them. */
static mlg_status empty(dataset_database_writer *writer, const char *table, mlg_error *err)
{
    MLG_TRY(check_dependents(&writer->place, table, /* views= */ false,
                             _("%s: rows of table '%s' of schema '%s' are replaced, and a foreign "
                               "key leads to them: %s"),
                             err));
    return dataset_database_run(writer->place.db,
                                dataset_sql("DELETE FROM %I.%I", writer->place.schema, table), err);
}

static mlg_status replace(dataset_database_writer *writer, const dataset_layer_def *def,
                          mlg_error *err)
{
    g_autofree char *wanted = describe(writer, def);
    g_autofree char *found = NULL;
    MLG_TRY(describe_there(writer, def->name, &found, err));
    if (g_strcmp0(wanted, found) == 0)
        return empty(writer, def->name, err);
    g_autoptr(GPtrArray) grants = NULL;
    MLG_TRY(ask_grants(&writer->place, def->name, &grants, err));
    MLG_TRY(database_drop_table(&writer->place, def->name,
                                _("%s: table '%s' of schema '%s' gets other columns, and there "
                                  "depends on it: %s"),
                                err));
    MLG_TRY(create(writer, def, err));
    for (guint i = 0; i < grants->len; i++) {
        char **row = g_ptr_array_index(grants, i);
        MLG_TRY(dataset_database_run(writer->place.db, g_strdup(row[0]), err));
    }
    return MLG_OK;
}

/* Titles for people who meet the table in QGIS or psql; the last line of a table's is our mark. */
static mlg_status comment(dataset_database_writer *writer, const dataset_layer_def *def,
                          mlg_error *err)
{
    const char *schema = writer->place.schema;
    g_autofree char *text =
        g_strdup_printf("%s\n%s\nmaillage %s", def->identifier, def->description, writer->version);
    MLG_TRY(dataset_database_run(
        writer->place.db, dataset_sql("COMMENT ON TABLE %I.%I IS %L", schema, def->name, text),
        err));
    g_autoptr(GString) columns = g_string_new(NULL);
    for (size_t i = 0; def->titles != NULL && i < def->n_columns; i++) {
        if (def->titles[i] == NULL)
            continue;
        g_autofree char *column = dataset_sql("COMMENT ON COLUMN %I.%I.%I IS %L;", schema,
                                              def->name, def->columns[i].name, def->titles[i]);
        g_string_append(columns, column);
    }
    if (columns->len == 0)
        return MLG_OK;
    return dataset_database_run(writer->place.db, g_strdup(columns->str), err);
}

static mlg_status check_names(const dataset_database_writer *writer, const dataset_layer_def *def,
                              mlg_error *err)
{
    for (size_t i = 0; i < def->n_columns; i++)
        if (strlen(def->columns[i].name) > MAX_NAME)
            return mlg_hint(err,
                            mlg_fail(err, MLG_E_CONFLICT,
                                     _("%s: layer %s: column '%s' has a longer name than "
                                       "PostgreSQL keeps (%u bytes)"),
                                     dataset_database_shown(writer->place.db), def->name,
                                     def->columns[i].name, MAX_NAME),
                            _("shorten the name of the type of dispositif or of the zonage"));
    return MLG_OK;
}

/* Columns by which rows are found: insee_com, code_qp, siren_epci, id_dispositif... */
static bool is_code(const dataset_column *column)
{
    static const char *const stems[] = {"code", "insee_", "siren_", "id_"};
    for (size_t i = 0; i < G_N_ELEMENTS(stems); i++)
        if (column->type == DATASET_TEXT && g_str_has_prefix(column->name, stems[i]))
            return true;
    return false;
}

mlg_status database_make_table(dataset_database_writer *writer, const dataset_layer_def *def,
                               mlg_error *err)
{
    MLG_TRY(check_names(writer, def, err));
    g_ptr_array_set_size(writer->codes, 0);
    for (size_t i = 0; i < def->n_columns; i++)
        if (is_code(&def->columns[i]))
            g_ptr_array_add(writer->codes, g_strdup(def->columns[i].name));
    writer->is_new = false;
    if (g_ptr_array_find_with_equal_func(writer->there, def->name, g_str_equal, NULL))
        MLG_TRY(replace(writer, def, err));
    else
        MLG_TRY(create(writer, def, err));
    return comment(writer, def, err);
}

static mlg_status check_rows(dataset_database_writer *writer, mlg_error *err)
{
    g_autofree char *found = NULL;
    g_autofree char *wanted = g_strdup_printf("%lld", (long long)writer->n_rows);
    MLG_TRY(dataset_database_ask_text(
        writer->place.db,
        dataset_sql("SELECT count(*)::text FROM %I.%I", writer->place.schema, writer->table),
        &found, err));
    if (g_strcmp0(found, wanted) == 0)
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_WRITE, _("%s: table '%s' holds %s rows of %s"),
                             dataset_database_shown(writer->place.db), writer->table, found,
                             wanted),
                    _("look whether a trigger or a policy of the table drops rows"));
}

mlg_status database_finish_table(dataset_database_writer *writer, mlg_error *err)
{
    dataset_database *db = writer->place.db;
    const char *schema = writer->place.schema, *table = writer->table;
    MLG_TRY(check_rows(writer, err));
    if (writer->is_new && writer->spatial)
        MLG_TRY(dataset_database_run(
            db, dataset_sql("CREATE INDEX ON %I.%I USING gist (geom)", schema, table), err));
    for (guint i = 0; writer->is_new && i < writer->codes->len; i++)
        MLG_TRY(dataset_database_run(db,
                                     dataset_sql("CREATE INDEX ON %I.%I (%I)", schema, table,
                                                 (char *)g_ptr_array_index(writer->codes, i)),
                                     err));
    return dataset_database_run(db, dataset_sql("ANALYZE %I.%I", schema, table), err);
}
