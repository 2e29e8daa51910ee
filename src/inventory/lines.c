/*
 * lines.c - the perimeter that a row describes, in `perimetres` or in `dispositifs` itself: one
 * line for each unit of its cell.
 */
#include "inventory/check.h"

#include <math.h>
#include <string.h>

#include "inventory/cells.h"

/* Normalised WKB without a polygon: byte order, type, count. */
enum { EMPTY_WKB_SIZE = 9 };

/* What both tables say of a perimeter. */
typedef struct line_cells {
    const char *date_debut, *date_fin;
    INVENTORY_PERIMETRE_COLUMNS(INVENTORY_FIELD_)
    GBytes *wkb;
    const char *crs;
} line_cells;

static bool read_operation(inventory_row *row, const char *text, bool *ret_excluded)
{
    static base_enum_names names = {"INCLUT", "EXCLUT", NULL};
    int operation =
        inventory_read_enum(row, "operation", "operation", names, text, INVENTORY_REJECT);
    if (operation < 0 && !inventory_is_void(row->check, text))
        return false;
    *ret_excluded = operation == 1;
    return true;
}

/* A code without type: its form tells which type is likely. */
static void report_no_type(inventory_row *row, const char *codes)
{
    static const inventory_unit units[] = {INVENTORY_COMMUNE, INVENTORY_EPCI, INVENTORY_QPV,
                                           INVENTORY_DEPARTEMENT};
    g_auto(GStrv) words = inventory_split_words(codes);
    mlg_code code;
    for (size_t i = 0; words[0] != NULL && i < G_N_ELEMENTS(units); i++) {
        base_code_fix fix = base_code_parse(inventory_unit_code_kind(units[i]), words[0], &code);
        if (fix == BASE_CODE_INVALID || fix == BASE_CODE_PADDED)
            continue;
        INVENTORY_REPORT(row, .code = "unite-type-propose", .column = "unite_type", .value = codes,
                         .proposed = inventory_unit_names[units[i]]);
        return;
    }
    INVENTORY_REPORT(row, .code = "unite-type-absent", .column = "unite_type", .value = codes);
}

static bool read_unit(inventory_row *row, const line_cells *cells, inventory_unit *ret_unit)
{
    int unit = inventory_read_enum(row, "unite_type", "unite_type", inventory_unit_names,
                                   cells->unite_type, INVENTORY_REJECT);
    if (unit < 0 && cells->unite_type[0] != '\0' &&
        !inventory_is_void(row->check, cells->unite_type))
        return false;
    if (unit < 0 && (cells->wkb != NULL || cells->geometrie_ref[0] != '\0'))
        unit = INVENTORY_GEOMETRIE;
    if (unit < 0)
        report_no_type(row, cells->unite_code);
    else
        *ret_unit = (inventory_unit)unit;
    return unit >= 0;
}

/* A word that is not understood leaves open how much is covered. */
static inventory_extent read_extent(inventory_row *row, const char *text)
{
    const inventory_check *check = row->check;
    int extent = inventory_alias_find(check->aliases, "couverture", inventory_extent_names, text);
    if (extent >= 0 || inventory_is_void(check, text))
        return extent >= 0 ? (inventory_extent)extent : INVENTORY_TOTALE;
    INVENTORY_REPORT(row, .code = "couverture-inconnue", .column = "couverture", .value = text);
    return INVENTORY_INCONNUE;
}

/* A share of people says PARTIELLE; with another `couverture` the more precise of the two is kept.
 */
static void read_share(inventory_row *row, const line_cells *cells, inventory_line *line)
{
    const char *text = cells->part_population;
    double share = 0;
    line->share = (double)NAN;
    if (inventory_is_void(row->check, text))
        return;
    if (!inventory_parse_number(text, &share)) {
        INVENTORY_REPORT(row, .code = "valeur-non-numerique", .column = "part_population",
                         .value = text);
    } else if (share > 1 && share <= 100) {
        char buffer[G_ASCII_DTOSTR_BUF_SIZE];
        INVENTORY_REPORT(row, .code = "part-pourcentage", .column = "part_population",
                         .value = text,
                         .proposed = g_ascii_formatd(buffer, sizeof buffer, "%g", share / 100));
    } else if (share < 0 || share > 1) {
        INVENTORY_REPORT(row, .code = "part-hors-bornes", .column = "part_population",
                         .value = text);
    } else if (share < 1 || line->extent != INVENTORY_TOTALE) {
        if (line->extent != INVENTORY_PARTIELLE)
            INVENTORY_REPORT(row,
                             .code = cells->couverture[0] == '\0' ? "part-sans-couverture"
                                                                  : "part-contredit",
                             .column = "part_population", .value = text,
                             .detail = inventory_extent_names[line->extent]);
        line->extent = INVENTORY_PARTIELLE;
        line->share = share;
    }
}

static int read_vintage(inventory_row *row, const char *text)
{
    if (inventory_is_void(row->check, text))
        return 0;
    int year = inventory_parse_year(text);
    if (year == 0)
        INVENTORY_REPORT(row, .code = "annee-illisible", .column = "millesime", .value = text);
    return year;
}

static bool read_common(inventory_row *row, const line_cells *cells, inventory_line *line)
{
    line->origin = *row->origin;
    bool ok = read_operation(row, cells->operation, &line->excluded);
    ok = read_unit(row, cells, &line->unit) && ok;
    line->start = inventory_read_date(row, "date_debut", cells->date_debut).first;
    line->end = inventory_read_date(row, "date_fin", cells->date_fin).last;
    ok = inventory_check_order(row, "date_debut", line->start, line->end) && ok;
    line->extent = read_extent(row, cells->couverture);
    read_share(row, cells, line);
    line->vintage = read_vintage(row, cells->millesime);
    return ok;
}

static void add_line(inventory_row *row, inventory_draft *draft, const inventory_line *line)
{
    g_autofree char *key =
        g_strdup_printf("%u %d %d %s %s %u %d %g %d %d", draft->index, line->excluded,
                        (int)line->unit, line->code.s, line->was.s, line->index, (int)line->extent,
                        line->share, line->start, line->end);
    if (line->unit != INVENTORY_GEOMETRIE &&
        !g_hash_table_add(row->check->lines, g_steal_pointer(&key))) {
        const char *what =
            line->code.s[0] != '\0' ? line->code.s : inventory_unit_names[line->unit];
        INVENTORY_REPORT(row, .code = "ligne-double",
                         .column = inventory_code_column(row->check, row->origin), .value = what);
        return;
    }
    g_array_append_val(draft->lines, *line);
}

static void add_units(inventory_row *row, inventory_draft *draft, const line_cells *cells,
                      inventory_line *line)
{
    g_autoptr(GArray) tokens =
        inventory_split_codes(inventory_unit_code_kind(line->unit), cells->unite_code);
    const char *column = inventory_code_column(row->check, row->origin);
    if (tokens->len == 0) {
        if (cells->unite_nom[0] != '\0')
            inventory_report_name_only(row, "unite_nom", line->unit, cells->unite_nom);
        else
            INVENTORY_REPORT(row, .code = "unite-code-absent", .column = "unite_code",
                             .value = inventory_unit_names[line->unit]);
    }
    for (guint i = 0; i < tokens->len; i++) {
        const inventory_token *token = &g_array_index(tokens, inventory_token, i);
        const char *name = token->words != NULL ? token->words
                           : tokens->len == 1   ? cells->unite_nom
                                                : "";
        g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(inventory_target));
        if (token->code == NULL) {
            inventory_report_name_only(row, column, line->unit, name);
            continue;
        }
        if (!inventory_resolve_dated(row, column, line->unit, token->code, name, targets))
            continue;
        inventory_remark_qpv(row, targets);
        for (guint k = 0; k < targets->len; k++) {
            const inventory_target *target = &g_array_index(targets, inventory_target, k);
            inventory_line unit_line = *line;
            unit_line.unit = target->unit;
            unit_line.code = target->code;
            unit_line.index = target->index;
            unit_line.was = target->was;
            unit_line.was_day = target->was_day;
            unit_line.part = target->part;
            if (target->maybe)
                unit_line.extent = INVENTORY_INCONNUE;
            add_line(row, draft, &unit_line);
        }
    }
}

static void add_reference(inventory_row *row, inventory_draft *draft, inventory_line *line,
                          const char *id)
{
    const inventory_draft *other = inventory_find_draft(row->check, id);
    g_autofree char *key = inventory_id_key(id);
    if (other != NULL) {
        line->index = other->index;
        add_line(row, draft, line);
    } else if (g_hash_table_contains(row->check->rejected_ids, key)) {
        INVENTORY_REPORT(row, .code = "unite-dispositif-rejete", .column = "unite_code",
                         .value = id);
    } else {
        const char *nearest = inventory_nearest_id(row->check, id);
        INVENTORY_REPORT(
            row, .code = nearest != NULL ? "unite-dispositif-proche" : "unite-dispositif-inconnu",
            .column = "unite_code", .value = id, .proposed = nearest);
    }
}

/* Ids may hold any character, spaces and slashes too: the whole cell is tried first. */
static void add_references(inventory_row *row, inventory_draft *draft, const line_cells *cells,
                           inventory_line *line)
{
    g_autofree char *whole = inventory_cell_clean(cells->unite_code);
    g_auto(GStrv) ids = inventory_find_draft(row->check, whole) != NULL
                            ? g_strsplit(whole, "\n", 1)
                            : inventory_split_words(cells->unite_code);
    if (ids[0] == NULL)
        INVENTORY_REPORT(row, .code = "unite-code-absent", .column = "unite_code",
                         .value = inventory_unit_names[line->unit]);
    for (size_t i = 0; ids[i] != NULL; i++) {
        g_auto(GStrv) pieces = g_strsplit(ids[i], " ", -1);
        bool all_known = inventory_find_draft(row->check, ids[i]) == NULL;
        for (size_t k = 0; pieces[k] != NULL && all_known; k++)
            all_known = inventory_find_draft(row->check, pieces[k]) != NULL;
        for (size_t k = 0; all_known && pieces[k] != NULL; k++)
            add_reference(row, draft, line, pieces[k]);
        if (!all_known)
            add_reference(row, draft, line, ids[i]);
    }
}

static uint32_t crs_index(inventory_check *check, const char *crs)
{
    for (guint i = 0; i < check->crs->len; i++)
        if (strcmp(g_ptr_array_index(check->crs, i), crs) == 0)
            return i;
    g_ptr_array_add(check->crs, (gpointer)crs);
    return check->crs->len - 1;
}

static void add_geometry(inventory_row *row, inventory_draft *draft, const line_cells *cells,
                         inventory_line *line)
{
    if (cells->wkb == NULL) {
        INVENTORY_REPORT(row, .code = "geometrie-absente", .column = "unite_type",
                         .value = cells->geometrie_ref);
    } else if (g_bytes_get_size(cells->wkb) <= EMPTY_WKB_SIZE) {
        INVENTORY_REPORT(row, .code = "geometrie-vide", .column = "unite_type",
                         .value = cells->geometrie_ref);
    } else {
        line->shape =
            (territory_shape){.wkb = cells->wkb, .crs = crs_index(row->check, cells->crs)};
        /* contracts of communes, as their publisher drew them */
        line->by_commune = inventory_published(row->check, row->origin) != NULL;
        add_line(row, draft, line);
    }
}

/* All that a row says of a perimeter is read, so that one run tells all that is wrong with it. */
static void check_line(inventory_row *row, inventory_draft *draft, const line_cells *cells)
{
    inventory_line line = {.index = TERRITORY_NONE};
    draft->has_rows = true;
    if (!read_common(row, cells, &line))
        return;
    row->vintage = line.vintage;
    row->start = line.start != BASE_DATE_NONE ? line.start : inventory_start(&draft->d);
    if (line.unit != INVENTORY_GEOMETRIE && cells->wkb != NULL)
        INVENTORY_REPORT(row, .code = "geometrie-ignoree", .column = "unite_type",
                         .value = inventory_unit_names[line.unit]);
    switch (line.unit) {
    case INVENTORY_UNITE_INCONNUE:
        draft->unknown = true;
        add_line(row, draft, &line);
        break;
    case INVENTORY_GEOMETRIE:
        add_geometry(row, draft, cells, &line);
        break;
    case INVENTORY_DISPOSITIF:
        add_references(row, draft, cells, &line);
        break;
    default:
        add_units(row, draft, cells, &line);
        break;
    }
    draft->outside = draft->outside || row->outside;
    draft->compared = draft->compared || row->compared;
}

#define COPY_CELL(name) .name = in->name,

void inventory_check_own_line(inventory_row *row, inventory_draft *draft)
{
    const inventory_dispositif_row *in =
        &g_array_index(row->check->b->dispositifs, inventory_dispositif_row, draft->row);
    if (in->unite_type[0] == '\0' && in->unite_code[0] == '\0' && in->unite_nom[0] == '\0' &&
        in->geometrie_ref[0] == '\0' && in->wkb == NULL)
        return;
    line_cells cells = {.date_debut = "",
                        .date_fin = "",
                        INVENTORY_PERIMETRE_COLUMNS(COPY_CELL).wkb = (GBytes *)in->wkb,
                        .crs = in->crs};
    check_line(row, draft, &cells);
}

static void check_perimetre(inventory_row *row, const inventory_perimetre_row *in)
{
    inventory_check *check = row->check;
    if (in->id_dispositif[0] == '\0') {
        INVENTORY_REPORT(row, .code = "id-absent", .column = "id_dispositif",
                         .value = in->unite_nom);
        return;
    }
    g_autofree char *key = inventory_id_key(in->id_dispositif);
    inventory_draft *draft = g_hash_table_lookup(check->drafts_by_id, key);
    if (draft != NULL) {
        line_cells cells = {.date_debut = in->date_debut,
                            .date_fin = in->date_fin,
                            INVENTORY_PERIMETRE_COLUMNS(COPY_CELL).wkb = (GBytes *)in->wkb,
                            .crs = in->crs};
        row->id = draft->d.id;
        check_line(row, draft, &cells);
    } else if (g_hash_table_contains(check->rejected_ids, key)) {
        INVENTORY_REPORT(row, .code = "perimetre-de-rejete", .column = "id_dispositif",
                         .value = in->id_dispositif);
    } else {
        const char *nearest = inventory_nearest_id(check, in->id_dispositif);
        INVENTORY_REPORT(
            row, .code = nearest != NULL ? "perimetre-orphelin-proche" : "perimetre-orphelin",
            .column = "id_dispositif", .value = in->id_dispositif, .proposed = nearest);
    }
}

void inventory_check_perimetres(inventory_check *check)
{
    const GArray *in = check->b->perimetres;
    for (guint i = 0; i < in->len; i++) {
        const inventory_perimetre_row *cells = &g_array_index(in, inventory_perimetre_row, i);
        inventory_row row = {.check = check,
                             .object = "perimetre",
                             .id = cells->id_dispositif,
                             .origin = &cells->origin};
        check_perimetre(&row, cells);
        inventory_row_done(&row);
    }
}
