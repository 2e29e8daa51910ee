/*
 * database_place.c - whether a result can be written into a schema of a database: PostGIS, schema,
 * rights, coordinate systems, tables in the way. All is looked up in the server's catalogue before
 * anything is changed.
 */
#include "dataset/database_private.h"

#include "base/text.h"

#include <string.h>

void database_place_done(database_place *place)
{
    g_clear_pointer(&place->db, dataset_database_free);
    g_clear_pointer(&place->schema, g_free);
    g_clear_pointer(&place->postgis, g_free);
    g_clear_pointer(&place->user, g_free);
}

static mlg_status find_postgis(database_place *place, mlg_error *err)
{
    MLG_TRY(dataset_database_ask_text(place->db,
                                      dataset_sql("SELECT n.nspname::text FROM pg_extension e "
                                                  "JOIN pg_namespace n ON n.oid = e.extnamespace "
                                                  "WHERE e.extname = 'postgis'"),
                                      &place->postgis, err));
    if (place->postgis != NULL)
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_WRITE, _("%s: the database has no PostGIS"),
                             dataset_database_shown(place->db)),
                    _("ask its administrator to run: CREATE EXTENSION postgis"));
}

static mlg_status no_schema(const database_place *place, const char *schema, mlg_error *err)
{
    g_autofree char *there = NULL;
    g_autofree char *create = dataset_sql("CREATE SCHEMA %I", schema);
    MLG_TRY(dataset_database_ask_text(
        place->db,
        dataset_sql("SELECT string_agg(nspname::text, ', ' ORDER BY nspname) FROM pg_namespace "
                    "WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' "
                    "AND has_schema_privilege(oid, 'CREATE')"),
        &there, err));
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_WRITE, _("%s: there is no schema '%s'"),
                             dataset_database_shown(place->db), schema),
                    _("make it: %s; or name another with --schema; you may write in: %s"), create,
                    there != NULL && there[0] != '\0' ? there : "-");
}

/* The schema asked for, or the first of the search path that there is. */
static mlg_status find_schema(database_place *place, const char *schema, mlg_error *err)
{
    char *find =
        schema != NULL
            ? dataset_sql("SELECT nspname::text FROM pg_namespace WHERE nspname = %L", schema)
            : dataset_sql("SELECT current_schema()::text WHERE current_schema() IS NOT "
                          "NULL");
    MLG_TRY(dataset_database_ask_text(place->db, find, &place->schema, err));
    if (place->schema != NULL)
        return MLG_OK;
    if (schema != NULL)
        return no_schema(place, schema, err);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_WRITE, _("%s: no schema of the search path is there"),
                             dataset_database_shown(place->db)),
                    _("name one with --schema"));
}

/* GDAL looks for tables in the schema of the address, whatever is asked for elsewhere. */
static mlg_status check_address(const database_place *place, const char *current, mlg_error *err)
{
    if (strcmp(current, place->schema) == 0)
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_ARG, _("%s: the address names another schema than '%s'"),
                             dataset_database_shown(place->db), place->schema),
                    _("leave schemas=, active_schema= and tables= out of the address of a result"));
}

static mlg_status check_rights(database_place *place, mlg_error *err)
{
    const char *shown = dataset_database_shown(place->db);
    g_autoptr(GPtrArray) rows = NULL;
    MLG_TRY(dataset_database_ask(
        place->db,
        dataset_sql("SELECT current_user::text, (has_schema_privilege(%L, 'CREATE') AND "
                    "has_schema_privilege(%L, 'USAGE'))::text, "
                    "current_setting('transaction_read_only'), "
                    "has_schema_privilege(%L, 'USAGE')::text, coalesce(current_schema(), '')::text",
                    place->schema, place->schema, place->postgis),
        &rows, err));
    char **row = g_ptr_array_index(rows, 0);
    place->user = g_strdup(row[0]);
    if (strcmp(row[2], "on") == 0)
        return mlg_hint(err, mlg_fail(err, MLG_E_WRITE, _("%s: the server is read-only"), shown),
                        _("give the address of the server that takes changes"));
    if (strcmp(row[3], "true") != 0)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_WRITE,
                     _("%s: permission denied: user '%s' may not use PostGIS in schema '%s'"),
                     shown, place->user, place->postgis),
            _("ask its administrator for the right (GRANT USAGE ON SCHEMA)"));
    if (strcmp(row[1], "true") == 0)
        return check_address(place, row[4], err);
    g_autofree char *grant =
        dataset_sql("GRANT USAGE, CREATE ON SCHEMA %I TO %I", place->schema, place->user);
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_WRITE,
                             _("%s: permission denied: user '%s' may make no table in schema '%s'"),
                             shown, place->user, place->schema),
                    _("ask its owner to run: %s; or name another schema with --schema"), grant);
}

mlg_status database_place_init(const dataset_database_spec *spec, database_place *ret,
                               mlg_error *err)
{
    g_auto(database_place) place = {0};
    MLG_TRY(dataset_database_open(spec->address, spec->schema, &place.db, err));
    MLG_TRY(find_postgis(&place, err));
    MLG_TRY(find_schema(&place, spec->schema, err));
    MLG_TRY(check_rights(&place, err));
    *ret = place;
    place = (database_place){0};
    return MLG_OK;
}

mlg_status database_find_srid(const database_place *place, const char *crs, char **ret,
                              mlg_error *err)
{
    const char *number = strchr(crs, ':') != NULL ? strchr(crs, ':') + 1 : crs;
    MLG_TRY(dataset_database_ask_text(
        place->db,
        dataset_sql("SELECT srid::text FROM %I.spatial_ref_sys WHERE auth_name = 'EPSG' AND "
                    "auth_srid::text = %L",
                    place->postgis, number),
        ret, err));
    if (*ret != NULL)
        return MLG_OK;
    return mlg_hint(err,
                    mlg_fail(err, MLG_E_WRITE, _("%s: its table spatial_ref_sys lacks %s"),
                             dataset_database_shown(place->db), crs),
                    _("ask its administrator to add it, or give another CRS with --t-srs"));
}

/* 'a', 'b' */
static char *quote_all(const char *const *names)
{
    GString *list = g_string_new(NULL);
    for (; *names != NULL; names++) {
        g_autofree char *quoted = dataset_sql("%L", *names);
        g_string_append_printf(list, "%s%s", list->len > 0 ? ", " : "", quoted);
    }
    return g_string_free(list, FALSE);
}

/* Rows: name, kind, whether we may replace it, owner, whether it is ours. */
static mlg_status ask_tables(const database_place *place, const char *const *names, GPtrArray **ret,
                             mlg_error *err)
{
    g_autofree char *list = quote_all(names);
    return dataset_database_ask(
        place->db,
        dataset_sql("SELECT c.relname::text, c.relkind::text, "
                    "pg_has_role(c.relowner, 'USAGE')::text, pg_get_userbyid(c.relowner)::text, "
                    "(coalesce(obj_description(c.oid, 'pg_class'), '') LIKE '%%' || chr(10) || "
                    "'maillage %%')::text "
                    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                    "WHERE n.nspname = %L AND c.relname IN (%T) ORDER BY c.relname COLLATE \"C\"",
                    place->schema, list[0] != '\0' ? list : "''"),
        ret, err);
}

static mlg_status fail_there(const database_place *place, const GPtrArray *rows, mlg_error *err)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
                               ((char **)g_ptr_array_index(rows, i))[0]);
    return mlg_hint(
        err,
        mlg_fail(err, MLG_E_CONFLICT, _("%s: schema '%s' has already: %s"),
                 dataset_database_shown(place->db), place->schema, names->str),
        _("replace the former result with --overwrite, or name another schema with --schema"));
}

/* Whether a table of a former result may be replaced. */
static mlg_status check_table(const database_place *place, char **row, mlg_error *err)
{
    const char *shown = dataset_database_shown(place->db);
    const char *elsewhere = _("name a schema of its own for the result with --schema");
    if (strcmp(row[1], "r") != 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_CONFLICT, _("%s: '%s' in schema '%s' is no table"),
                                 shown, row[0], place->schema),
                        "%s", elsewhere);
    if (strcmp(row[4], "true") != 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_CONFLICT,
                                 _("%s: table '%s' of schema '%s' is not of a result of maillage"),
                                 shown, row[0], place->schema),
                        "%s", elsewhere);
    if (strcmp(row[2], "true") != 0)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_WRITE,
                     _("%s: permission denied: table '%s' of schema '%s' belongs to '%s'"), shown,
                     row[0], place->schema, row[3]),
            _("connect as this user, or name another schema with --schema"));
    return MLG_OK;
}

static GPtrArray *take_names(const GPtrArray *rows)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < rows->len; i++)
        g_ptr_array_add(names, g_strdup(((char **)g_ptr_array_index(rows, i))[0]));
    return names;
}

/* Of the others, those that are ours belong to the former result. */
static void keep_ours(GPtrArray *rows)
{
    for (guint i = rows->len; i > 0; i--) {
        char **row = g_ptr_array_index(rows, i - 1);
        if (strcmp(row[1], "r") != 0 || strcmp(row[4], "true") != 0)
            g_ptr_array_remove_index(rows, i - 1);
    }
}

mlg_status database_find_tables(const database_place *place, const dataset_database_spec *spec,
                                GPtrArray **ret_tables, GPtrArray **ret_others, mlg_error *err)
{
    g_autoptr(GPtrArray) tables = NULL;
    g_autoptr(GPtrArray) others = NULL;
    MLG_TRY(ask_tables(place, spec->tables, &tables, err));
    MLG_TRY(ask_tables(place, spec->others, &others, err));
    keep_ours(others);
    if (!spec->overwrite && tables->len > 0)
        return fail_there(place, tables, err);
    if (!spec->overwrite && others->len > 0)
        return fail_there(place, others, err);
    for (guint i = 0; i < tables->len; i++)
        MLG_TRY(check_table(place, g_ptr_array_index(tables, i), err));
    for (guint i = 0; i < others->len; i++)
        MLG_TRY(check_table(place, g_ptr_array_index(others, i), err));
    *ret_tables = take_names(tables);
    *ret_others = take_names(others);
    return MLG_OK;
}

mlg_status dataset_database_check(const dataset_database_spec *spec, mlg_error *err)
{
    g_auto(database_place) place = {0};
    g_autoptr(GPtrArray) tables = NULL;
    g_autoptr(GPtrArray) others = NULL;
    MLG_TRY(database_place_init(spec, &place, err));
    for (const char *const *crs = spec->crs; *crs != NULL; crs++) {
        g_autofree char *srid = NULL;
        MLG_TRY(database_find_srid(&place, *crs, &srid, err));
    }
    return database_find_tables(&place, spec, &tables, &others, err);
}
