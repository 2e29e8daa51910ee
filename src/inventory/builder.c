/*
 * builder.c - takes the rows of an inventory as texts, then calls the steps that check them and
 * lays the result out as an immutable inventory.
 */
#include "inventory/check.h"

#include <string.h>

#include "base/text.h"
#include "inventory/cells.h"

/* What a cell of a spreadsheet can hold; a longer one is an accident (a quote that was not closed).
 */
enum { CELL_CHARACTERS = 32767 };
/* So many codes, none of which exists here: the inventory is of another territory. */
enum { LOST_CODES = 5 };

inventory_builder *inventory_builder_new(const mlg_monitor *monitor)
{
    inventory_builder *b = g_new0(inventory_builder, 1);
    b->monitor = monitor;
    b->dispositifs = g_array_new(FALSE, FALSE, sizeof(inventory_dispositif_row));
    b->perimetres = g_array_new(FALSE, FALSE, sizeof(inventory_perimetre_row));
    b->recensements = g_array_new(FALSE, FALSE, sizeof(inventory_recensement_row));
    b->sources = g_array_new(FALSE, FALSE, sizeof(territory_source));
    b->files = g_ptr_array_new_with_free_func(g_free);
    b->kept = g_ptr_array_new();
    b->shapes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    b->owned = g_ptr_array_new_with_free_func(g_free);
    b->strings = g_string_chunk_new(4096);
    b->published = g_array_new(FALSE, FALSE, sizeof(inventory_list));
    b->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return b;
}

void inventory_builder_free(inventory_builder *b)
{
    if (b == NULL)
        return;
    g_array_unref(b->dispositifs);
    g_array_unref(b->perimetres);
    g_array_unref(b->recensements);
    g_array_unref(b->sources);
    g_ptr_array_unref(b->files);
    g_ptr_array_unref(b->kept);
    g_ptr_array_unref(b->shapes);
    g_ptr_array_unref(b->owned);
    g_string_chunk_free(b->strings);
    g_array_unref(b->published);
    g_hash_table_unref(b->ids);
    g_free(b);
}

static const char *keep(inventory_builder *b, const char *text)
{
    return g_string_chunk_insert_const(b->strings, text != NULL ? text : "");
}

/* Where cells of one row come from, and whether any of them holds something. */
typedef struct cell_reader {
    inventory_builder *b;
    const char *object;
    const inventory_origin *origin;
    bool any;
} cell_reader;

static void report_cell(const cell_reader *reader, const char *code, const char *column,
                        const char *value)
{
    BASE_EMIT(reader->b->monitor, .code = code, .object = reader->object,
              .file = reader->origin->file, .layer = reader->origin->sheet,
              .row = reader->origin->row, .column = column, .value = value);
}

/* Copy of a cell: trimmed, on one line but for lists of codes; "" when it cannot be used. */
static const char *read_cell(cell_reader *reader, const char *column, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return "";
    if (strlen(text) > CELL_CHARACTERS && g_utf8_strlen(text, -1) > CELL_CHARACTERS) {
        report_cell(reader, "cellule-trop-longue", column, NULL);
        reader->any = true;
        return "";
    }
    bool is_list = strcmp(column, "unite_code") == 0 || strcmp(column, "code") == 0;
    g_autofree char *clean = inventory_cell_clean(text);
    if (clean[0] == '\0')
        return "";
    reader->any = true;
    if (inventory_cell_is_error(clean)) {
        report_cell(reader, "cellule-erreur", column, clean);
        return "";
    }
    return keep(reader->b, is_list ? text : clean);
}

static void copy_origin(inventory_builder *b, inventory_origin *origin)
{
    origin->file = keep(b, origin->file);
    origin->sheet = keep(b, origin->sheet);
}

/* The `wkb` of a row that was taken in is its GBytes. */
static const void *copy_shape(inventory_builder *b, const void *wkb, size_t size)
{
    if (wkb == NULL || size == 0)
        return NULL;
    GBytes *bytes = g_bytes_new(wkb, size);
    g_ptr_array_add(b->shapes, bytes);
    return bytes;
}

#define READ_CELL(name) copy.name = read_cell(&reader, #name, row->name);

void inventory_builder_add_dispositif(inventory_builder *b, const inventory_dispositif_row *row)
{
    inventory_dispositif_row copy = *row;
    copy_origin(b, &copy.origin);
    cell_reader reader = {b, "dispositif", &copy.origin, row->wkb != NULL};
    INVENTORY_DISPOSITIF_COLUMNS(READ_CELL)
    INVENTORY_PERIMETRE_COLUMNS(READ_CELL)
    if (!reader.any) /* rows that a spreadsheet keeps below the last one */
        return;
    const char **kept = g_new0(const char *, b->kept->len + 1);
    for (guint i = 0; i < b->kept->len; i++)
        kept[i] = keep(b, row->kept != NULL ? row->kept[i] : NULL);
    g_ptr_array_add(b->owned, kept);
    copy.kept = kept;
    copy.crs = keep(b, row->crs);
    copy.wkb = copy_shape(b, row->wkb, row->wkb_size);
    g_array_append_val(b->dispositifs, copy);
    char *key = inventory_id_key(copy.id_dispositif);
    if (g_hash_table_contains(b->ids, key))
        g_free(key);
    else
        (void)g_hash_table_insert(b->ids, key, GUINT_TO_POINTER(b->dispositifs->len));
}

const inventory_origin *inventory_builder_find(const inventory_builder *b, const char *id)
{
    g_autofree char *key = inventory_id_key(id);
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(b->ids, key)); /* from 1 */
    return place == 0 ? NULL
                      : &g_array_index(b->dispositifs, inventory_dispositif_row, place - 1).origin;
}

void inventory_builder_add_published(inventory_builder *b, const char *file, const char *sheet,
                                     const char *column)
{
    inventory_list list = {keep(b, file), keep(b, sheet), keep(b, column)};
    g_array_append_val(b->published, list);
}

void inventory_builder_add_perimetre(inventory_builder *b, const inventory_perimetre_row *row)
{
    inventory_perimetre_row copy = *row;
    copy_origin(b, &copy.origin);
    cell_reader reader = {b, "perimetre", &copy.origin, row->wkb != NULL};
    READ_CELL(id_dispositif)
    READ_CELL(date_debut)
    READ_CELL(date_fin)
    INVENTORY_PERIMETRE_COLUMNS(READ_CELL)
    if (!reader.any)
        return;
    copy.crs = keep(b, row->crs);
    copy.wkb = copy_shape(b, row->wkb, row->wkb_size);
    g_array_append_val(b->perimetres, copy);
}

void inventory_builder_add_recensement(inventory_builder *b, const inventory_recensement_row *row)
{
    inventory_recensement_row copy = *row;
    copy_origin(b, &copy.origin);
    cell_reader reader = {b, "recensement", &copy.origin, false};
    INVENTORY_RECENSEMENT_COLUMNS(READ_CELL)
    if (reader.any)
        g_array_append_val(b->recensements, copy);
}

void inventory_builder_set_kept(inventory_builder *b, const char *const *columns, size_t n)
{
    g_ptr_array_set_size(b->kept, 0);
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(b->kept, (gpointer)keep(b, columns[i]));
}

void inventory_builder_count_rejected(inventory_builder *b)
{
    b->n_rejected++;
}

void inventory_builder_add_source(inventory_builder *b, const char *role, const char *path,
                                  const char *dataset, const char *vintage, const char *sha256)
{
    territory_source source = {keep(b, role), keep(b, path), keep(b, dataset), keep(b, vintage),
                               keep(b, sha256)};
    g_array_append_val(b->sources, source);
}

void inventory_builder_add_file(inventory_builder *b, const char *path)
{
    g_ptr_array_add(b->files, g_strdup(path));
}

static void draft_free(gpointer data)
{
    inventory_draft *draft = data;
    g_array_unref(draft->lines);
    g_free(draft);
}

static void check_init(inventory_check *check, inventory_builder *b, const mlg_territory *territory,
                       const inventory_options *options)
{
    *check = (inventory_check){.b = b, .territory = territory, .date = options->date};
    check->aliases = inventory_aliases_new();
    check->names = inventory_names_new(territory);
    check->drafts = g_ptr_array_new_with_free_func(draft_free);
    check->drafts_by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    check->rejected_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    check->types = g_hash_table_new(g_str_hash, g_str_equal);
    check->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    check->crs = g_ptr_array_new();
    check->surveys = g_array_new(FALSE, FALSE, sizeof(inventory_survey));
    check->conversions = g_array_new(FALSE, FALSE, sizeof(inventory_conversion));
    check->n_read = check->n_rejected = b->n_rejected;
}

static void check_done(inventory_check *check)
{
    inventory_aliases_free(check->aliases);
    inventory_names_free(check->names);
    g_ptr_array_unref(check->drafts);
    g_hash_table_unref(check->drafts_by_id);
    g_hash_table_unref(check->rejected_ids);
    g_hash_table_unref(check->types);
    g_hash_table_unref(check->lines);
    g_ptr_array_unref(check->crs);
    g_array_unref(check->surveys);
    g_array_unref(check->conversions);
}

/* The inventory as a whole: rows without use, codes of somewhere else, --strict. */
static mlg_status check_whole(const inventory_check *check, bool strict, mlg_error *err)
{
    const inventory_builder *b = check->b;
    const char *file = b->dispositifs->len > 0
                           ? g_array_index(b->dispositifs, inventory_dispositif_row, 0).origin.file
                           : "";
    size_t n_drafts = 0;
    size_t n_own = inventory_count_own(check, &n_drafts);
    if (n_own > 0 && n_drafts == 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 ngettext_("%s: the only row of dispositifs is rejected",
                                           "%s: all %lu rows of dispositifs are rejected", n_own),
                                 file, (unsigned long)n_own),
                        _("id_dispositif, type and statut are needed in each row"));
    if (check->n_joined == 0 && check->n_lost >= LOST_CODES && check->territory->n_communes > 0)
        return mlg_hint(err,
                        mlg_fail(err, MLG_E_FORMAT,
                                 _("%s: no unit of the perimeters is in the loaded territory: here "
                                   "%s, there %s"),
                                 file, check->first_lost, check->territory->communes[0].code.s),
                        _("check that the inventory and the communes are of one territory"));
    if (strict && check->n_rejected > 0)
        return mlg_hint(
            err,
            mlg_fail(err, MLG_E_FORMAT,
                     ngettext_("%s: %zu row of %zu rejected (--strict)",
                               "%s: %zu rows of %zu rejected (--strict)", check->n_rejected),
                     file, check->n_rejected, check->n_read),
            _("correct the rows that are listed, or run without --strict"));
    return MLG_OK;
}

static void check_all(inventory_check *check)
{
    inventory_check_dispositifs(check);
    inventory_check_types(check);
    inventory_check_perimetres(check);
    inventory_check_parts(check);
    inventory_report_conversions(check);
    inventory_check_cycles(check);
    inventory_check_states(check);
    inventory_check_published(check);
    inventory_check_chains(check);
    inventory_check_surveys(check);
}

/* The same rows against the QPV of the other generation; all but these is as in the run, where it
 * was told. */
static mlg_inventory *check_compared(inventory_builder *b, const mlg_territory *compared,
                                     const inventory_options *options)
{
    inventory_check check;
    const mlg_monitor *monitor = b->monitor;
    b->monitor = NULL;
    check_init(&check, b, compared, options);
    check_all(&check);
    mlg_inventory *inv = inventory_layout(&check);
    check_done(&check);
    b->monitor = monitor;
    return inv;
}

mlg_status inventory_builder_finish(inventory_builder *b, const mlg_territory *territory,
                                    const inventory_options *options, mlg_inventory **ret,
                                    mlg_error *err)
{
    inventory_check check;
    check_init(&check, b, territory, options);
    check_all(&check);
    mlg_status status = check_whole(&check, options->strict, err);
    if (status == MLG_OK) {
        const mlg_territory *compared = territory != NULL ? territory->compared : NULL;
        mlg_inventory *other = compared != NULL ? check_compared(b, compared, options) : NULL;
        *ret = inventory_layout(&check);
        (*ret)->compared = other;
        inventory_take_builder(b, *ret);
    }
    check_done(&check);
    return status;
}
