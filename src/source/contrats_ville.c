/*
 * contrats_ville.c - ANCT's lists of contrats de ville: one row a contract and the EPCI or commune
 * of its perimeter (2015, 2024), or its polygon (2019). They become dispositifs of type CDV.
 */
#include "source/contrats_ville.h"

#include "source/geometry_ref.h"
#include "source/territory.h"
#include "source/vintage.h"

#include "base/address.h"
#include "base/text.h"
#include "inventory/names.h"

#include <string.h>

enum { CODE, NAME, UNIT, DEPARTMENT };
static const char *const fields[] = {"code", "name", "unit", "department", NULL};

/*
 * What the letters of a code say. Contracts of 2015: law 2014-173 of 21 February 2014, prolonged to
 * 2022 by the budget law for 2019, to 31 December 2023 by that for 2022 (law 2021-1900, art. 68),
 * overseas to 31 December 2024 by that for 2024 (law 2023-1322). "Engagements Quartiers
 * 2030": 2024 to 2030; overseas with the QPV that are in force since 1 January 2025.
 */
typedef struct contract_generation {
    const char *prefix, *vintage, *source;
    const char *start, *end, *overseas_start, *overseas_end;
} contract_generation;

static const contract_generation generations[] = {
    {"CV", "2015", "ANCT, contrats de ville 2015", "2015-01-01", "2023-12-31", "2015-01-01",
     "2024-12-31"},
    {"CN", "2024", "ANCT, contrats de ville Engagements Quartiers 2030", "2024-01-01", "2030-12-31",
     "2025-01-01", "2030-12-31"},
};

/* A contract that a list has told. */
typedef struct contract_state {
    guint list;   /* which one, from 0 */
    bool known;   /* a unit of its perimeter is, or was, in what is loaded, or is drawn */
    bool outside; /* left out: of a département that is not loaded */
} contract_state;

typedef struct source_contracts {
    inventory_builder *builder;
    const mlg_territory *territory;
    base_date date;
    GHashTable *told; /* id, upper-case -> contract_state */
    guint list;
    source_count again, completed, outside, drawn; /* of the list being read */
} source_contracts;

/* A row as read. */
typedef struct contract_row {
    const char *id;
    const contract_generation *generation;
    inventory_unit unit; /* INVENTORY_UNITE_INCONNUE: none that can be read */
    mlg_code code, department;
    GBytes *wkb;
    const char *crs;
    inventory_origin origin;
} contract_row;

#define CONTRACT_EMIT(load, rows, ...)                                                             \
    BASE_EMIT((load)->monitor, .object = "dispositif", .file = (rows)->table->layer->file,         \
              .layer = (rows)->table->sheet, .row = (rows)->row->row, __VA_ARGS__)

static const contract_generation *find_generation(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(generations); i++) {
        size_t n = strlen(generations[i].prefix);
        if (g_ascii_strncasecmp(code, generations[i].prefix, n) == 0 && g_ascii_isdigit(code[n]))
            return &generations[i];
    }
    return NULL;
}

bool source_has_contract_codes(const source_table *table)
{
    const char *code = source_table_peek(table, "code");
    return code != NULL && find_generation(code) != NULL;
}

static void count(source_count *counted, const contract_row *row)
{
    if (counted->n++ > 0)
        return;
    counted->row = row->origin.row;
    (void)g_strlcpy(counted->value, row->id, sizeof counted->value);
}

/* An EPT when the territory has it as one, else an EPCI; or a commune. */
static void read_unit(source_load *load, const source_rows *rows, contract_row *row)
{
    const mlg_territory *t = load->contracts->territory;
    const char *text = source_rows_get(rows, UNIT);
    const char *column = source_table_spelling(rows->table, "unit");
    mlg_code code;
    row->unit = INVENTORY_UNITE_INCONNUE;
    if (base_code_is_none(text)) {
        CONTRACT_EMIT(load, rows, .code = "contrat-sans-unite", .id = row->id, .column = column,
                      .value = row->id);
        return;
    }
    bool siren = base_code_parse(BASE_CODE_SIREN, text, &code) != BASE_CODE_INVALID;
    if (!source_code(load, rows, UNIT, siren ? BASE_CODE_SIREN : BASE_CODE_COMMUNE, &row->code))
        return; /* tallied */
    bool ept = siren && t != NULL && territory_find_ept(t, row->code) != TERRITORY_NONE;
    row->unit = ept ? INVENTORY_EPT : siren ? INVENTORY_EPCI : INVENTORY_COMMUNE;
    if (!siren)
        row->department = base_code_department(row->code);
}

static mlg_status read_polygon(source_load *load, const source_rows *rows, contract_row *row,
                               mlg_error *err)
{
    mlg_error why = {.code = MLG_OK};
    MLG_TRY(source_own_polygon(rows, &row->wkb, &row->crs, &why, err));
    row->unit = row->wkb != NULL ? INVENTORY_GEOMETRIE : INVENTORY_UNITE_INCONNUE;
    if (row->wkb != NULL)
        count(&load->contracts->drawn, row);
    else
        CONTRACT_EMIT(load, rows, .code = "contrat-sans-polygone", .id = row->id, .value = row->id,
                      .detail = why.message);
    return MLG_OK;
}

static bool is_known(const mlg_territory *t, const contract_row *row)
{
    if (row->unit == INVENTORY_UNITE_INCONNUE || row->unit == INVENTORY_GEOMETRIE)
        return row->unit == INVENTORY_GEOMETRIE;
    int year = (int)g_ascii_strtoll(row->generation->vintage, NULL, 10);
    return t == NULL || inventory_unit_resolves(t, row->unit, row->code, year);
}

/* Of a département of which nothing is loaded: of a run elsewhere, no contract that is lost. */
static bool is_outside(const mlg_territory *t, const contract_row *row)
{
    return t != NULL && !base_code_is_empty(row->department) && !is_known(t, row) &&
           territory_find_department(t, row->department) == TERRITORY_NONE;
}

static const char *unit_name(const contract_row *row)
{
    return inventory_unit_names[row->unit];
}

static void add_contract(const source_contracts *contracts, const source_rows *rows,
                         const contract_row *row)
{
    const contract_generation *generation = row->generation;
    bool overseas = strlen(row->department.s) > 2; /* 971 to 989 */
    const char *end = overseas ? generation->overseas_end : generation->end;
    base_period last = {BASE_DATE_NONE, BASE_DATE_NONE};
    (void)base_date_parse(end, &last); /* a constant above */
    inventory_dispositif_row added = {
        .id_dispositif = row->id,
        .type = "CDV",
        .nom = source_rows_get(rows, NAME),
        .statut = last.last < contracts->date ? "ECHU" : "ACTIF",
        .date_debut = overseas ? generation->overseas_start : generation->start,
        .date_fin = end,
        .source = generation->source,
        .unite_type = unit_name(row),
        .unite_code = row->code.s,
        .millesime = generation->vintage,
        .crs = row->crs,
        .origin = row->origin,
    };
    added.wkb = row->wkb != NULL ? g_bytes_get_data(row->wkb, &added.wkb_size) : NULL;
    inventory_builder_add_dispositif(contracts->builder, &added);
}

/* A further unit of a contract that has a row. */
static void add_unit(const source_contracts *contracts, const contract_row *row)
{
    inventory_perimetre_row added = {
        .id_dispositif = row->id,
        .unite_type = unit_name(row),
        .unite_code = row->code.s,
        .millesime = row->generation->vintage,
        .crs = row->crs,
        .origin = row->origin,
    };
    added.wkb = row->wkb != NULL ? g_bytes_get_data(row->wkb, &added.wkb_size) : NULL;
    inventory_builder_add_perimetre(contracts->builder, &added);
}

/* A contract that a row before told, of this list or of an earlier one. */
static void add_again(source_contracts *contracts, const contract_row *row, contract_state *state)
{
    bool known = is_known(contracts->territory, row);
    if (state->outside) {
        count(&contracts->outside, row);
    } else if (state->list == contracts->list) {
        add_unit(contracts, row);
        state->known = state->known || known;
    } else if (!state->known && known) {
        add_unit(contracts, row);
        count(&contracts->completed, row);
        state->known = true;
    } else {
        count(&contracts->again, row);
    }
}

static void add_row(source_load *load, const source_rows *rows, const contract_row *row)
{
    source_contracts *contracts = load->contracts;
    g_autofree char *key = g_ascii_strup(row->id, -1);
    contract_state *state = g_hash_table_lookup(contracts->told, key);
    if (state != NULL) {
        add_again(contracts, row, state);
        return;
    }
    const inventory_origin *own = inventory_builder_find(contracts->builder, row->id);
    if (own != NULL) {
        g_autofree char *place = g_strdup_printf("%s: %ld", own->file, own->row);
        CONTRACT_EMIT(load, rows, .code = "contrat-deja-saisi", .id = row->id, .value = row->id,
                      .detail = place);
        return;
    }
    state = g_new0(contract_state, 1);
    *state = (contract_state){contracts->list, is_known(contracts->territory, row),
                              is_outside(contracts->territory, row)};
    (void)g_hash_table_insert(contracts->told, g_steal_pointer(&key), state);
    if (state->outside)
        count(&contracts->outside, row);
    else
        add_contract(contracts, rows, row);
}

static mlg_status read_row(source_load *load, const source_rows *rows, mlg_error *err)
{
    contract_row row = {.id = source_rows_get(rows, CODE),
                        .origin = {rows->table->layer->file, rows->table->sheet, rows->row->row}};
    if (row.id == NULL) {
        source_skip_uncoded(load, rows, CODE);
        return MLG_OK;
    }
    row.generation = find_generation(row.id);
    if (row.generation == NULL) {
        CONTRACT_EMIT(load, rows, .code = "contrat-code-illisible", .id = row.id,
                      .column = source_table_spelling(rows->table, "code"), .value = row.id);
        inventory_builder_count_rejected(load->contracts->builder);
        return MLG_OK;
    }
    (void)source_code(load, rows, DEPARTMENT, BASE_CODE_DEPARTMENT, &row.department); /* tallied */
    if (rows->indexes[UNIT] >= 0)
        read_unit(load, rows, &row);
    else
        MLG_TRY(read_polygon(load, rows, &row, err));
    add_row(load, rows, &row);
    g_clear_pointer(&row.wkb, g_bytes_unref);
    return MLG_OK;
}

static void tell(const source_load *load, const source_rows *rows, const char *code,
                 const source_count *counted)
{
    if (counted->n == 0)
        return;
    char n[24];
    (void)g_snprintf(n, sizeof n, "%ld", counted->n);
    BASE_EMIT(load->monitor, .code = code, .object = "dispositif", .id = counted->value,
              .file = rows->table->layer->file, .layer = rows->table->sheet, .row = counted->row,
              .value = counted->value, .detail = n);
}

mlg_status source_load_contracts(source_load *load, source_table *table, mlg_error *err)
{
    g_autoptr(source_rows) rows = NULL;
    source_contracts *contracts = load->contracts;
    const char *column = source_table_spelling(table, "unit");
    memset(&contracts->again, 0, sizeof contracts->again);
    memset(&contracts->completed, 0, sizeof contracts->completed);
    memset(&contracts->outside, 0, sizeof contracts->outside);
    memset(&contracts->drawn, 0, sizeof contracts->drawn);
    inventory_builder_add_published(contracts->builder, table->layer->file, table->sheet, column);
    MLG_TRY(source_begin(load, table, fields, &rows, err));
    for (;;) {
        bool more = false;
        MLG_TRY(source_next(load, rows, &more, err));
        if (!more)
            break;
        MLG_TRY(read_row(load, rows, err));
    }
    tell(load, rows, "contrat-hors-territoire", &contracts->outside);
    tell(load, rows, "contrat-deja-liste", &contracts->again);
    tell(load, rows, "contrat-complete", &contracts->completed);
    tell(load, rows, "contrat-dessine", &contracts->drawn);
    contracts->list++;
    return source_end(load, rows, "dispositif", err);
}

static mlg_status read_list(source_load *load, const char *source, mlg_error *err)
{
    g_autoptr(dataset) ds = NULL;
    g_autoptr(dataset_digest) digest = NULL;
    g_autoptr(GPtrArray) found = NULL;
    MLG_TRY(dataset_open(source, NULL, &ds, err));
    digest = dataset_digest_new(source);
    MLG_TRY(source_find_tables(ds, SOURCE_CONTRACTS, SOURCE_CONTRACTS, &found, err));
    for (guint i = 0; i < found->len; i++) {
        const source_found *item = g_ptr_array_index(found, i);
        MLG_TRY(item->format->load(load, item->table, err));
    }
    const source_found *first = g_ptr_array_index(found, 0);
    g_autofree char *shown = mlg_hide_password(source);
    int year = source_table_vintage(first->table);
    char vintage[12] = "";
    if (year != 0)
        (void)g_snprintf(vintage, sizeof vintage, "%d", year);
    inventory_builder_add_source(load->contracts->builder, "contrats_ville", shown,
                                 first->format->name, vintage, dataset_digest_get(digest));
    return MLG_OK;
}

mlg_status source_read_contracts(const char *const *sources, inventory_builder *builder,
                                 const mlg_territory *territory, base_date date,
                                 const mlg_monitor *monitor, mlg_error *err)
{
    g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    source_contracts contracts = {
        .builder = builder, .territory = territory, .date = date, .told = told};
    source_load load = {.contracts = &contracts, .monitor = monitor};
    for (; *sources != NULL; sources++)
        MLG_TRY(read_list(&load, *sources, err));
    return MLG_OK;
}
