/*
 * dispositifs.c - rows of the table `dispositifs`: identity, type, status, dates, carrier.
 */
#include "inventory/check.h"

#include <math.h>
#include <string.h>

#include "inventory/cells.h"

/* A post is part of a person or a few; more is a typing mistake. */
#define ETP_MAX 50.0

/* "12", or "other.csv: 12" when the first row is not in the same table. g_free(). */
static char *place_of(const inventory_origin *first, const inventory_origin *second)
{
    if (strcmp(first->file, second->file) == 0 && strcmp(first->sheet, second->sheet) == 0)
        return g_strdup_printf("%ld", first->row);
    return g_strdup_printf("%s: %ld", first->file, first->row);
}

/* Two known types in one cell, "CLS, CLSM" or "CLS + ASV": which one would be a guess. */
static bool names_several_types(inventory_check *check, const char *text)
{
    g_auto(GStrv) words = inventory_split_words(text);
    size_t n_known = 0;
    for (size_t i = 0; words[i] != NULL; i++)
        n_known += inventory_alias_value(check->aliases, "type", words[i]) != NULL;
    return n_known >= 2;
}

static const char *read_type(inventory_row *row, const char *text)
{
    if (text[0] != '\0' && names_several_types(row->check, text)) {
        INVENTORY_REPORT(row, .code = "type-multiple", .column = "type", .value = text);
        return NULL;
    }
    const char *type =
        inventory_is_void(row->check, text) ? NULL : inventory_type_name(row->check, text);
    if (type == NULL)
        INVENTORY_REPORT(row, .code = "type-absent", .column = "type", .value = text);
    return type;
}

/* A status that is not written is not known; a word that is not understood may mean anything. */
static bool read_status(inventory_row *row, const char *text, inventory_status *ret_status)
{
    int status = inventory_read_enum(row, "statut", "statut", inventory_status_names, text,
                                     INVENTORY_REJECT);
    if (status < 0 && !inventory_is_void(row->check, text))
        return false;
    if (status < 0)
        INVENTORY_REPORT(row, .code = "statut-absent", .column = "statut");
    *ret_status = status < 0 ? INVENTORY_STATUT_INCONNU : (inventory_status)status;
    return true;
}

static int read_generation(inventory_row *row, const char *text)
{
    if (inventory_is_void(row->check, text))
        return 0;
    int generation = inventory_parse_generation(text);
    double number = 0;
    if (generation == 0 && inventory_parse_number(text, &number))
        INVENTORY_REPORT(row, .code = "nombre-hors-bornes", .column = "generation", .value = text);
    else if (generation == 0)
        INVENTORY_REPORT(row, .code = "valeur-non-numerique", .column = "generation",
                         .value = text);
    return generation;
}

static double read_etp(inventory_row *row, const char *text)
{
    double etp = (double)NAN;
    if (inventory_is_void(row->check, text))
        return etp;
    g_autofree char *number = g_ascii_strdown(text, -1);
    char *unit = strstr(number, "etp");
    if (unit != NULL)
        *unit = '\0';
    double value = 0;
    if (!inventory_parse_number(number, &value))
        INVENTORY_REPORT(row, .code = "valeur-non-numerique", .column = "etp", .value = text);
    else if (value < 0 || value > ETP_MAX)
        INVENTORY_REPORT(row, .code = "nombre-hors-bornes", .column = "etp", .value = text);
    else
        etp = value;
    return etp;
}

static int read_ignored(inventory_row *row, const char *column, const char *aliases,
                        base_enum_names names, const char *text)
{
    return inventory_read_enum(row, column, aliases, names, text, INVENTORY_IGNORE);
}

inventory_unit inventory_carrier_unit(int carrier)
{
    static const struct {
        const char *carrier;
        inventory_unit unit;
    } units[] = {{"COMMUNE", INVENTORY_COMMUNE},
                 {"EPCI", INVENTORY_EPCI},
                 {"METROPOLE", INVENTORY_EPCI},
                 {"EPT", INVENTORY_EPT},
                 {"DEPARTEMENT", INVENTORY_DEPARTEMENT}};
    for (size_t i = 0; carrier >= 0 && i < G_N_ELEMENTS(units); i++)
        if (strcmp(inventory_carrier_names[carrier], units[i].carrier) == 0)
            return units[i].unit;
    return INVENTORY_UNITE_INCONNUE;
}

/* A carrier changes no coverage: its code is only remarked on. Returns the code to keep. */
static const char *read_carrier_code(inventory_row *row, int carrier, const char *text)
{
    const mlg_territory *t = row->check->territory;
    inventory_unit unit = inventory_carrier_unit(carrier);
    if (inventory_is_void(row->check, text))
        return "";
    if (unit == INVENTORY_UNITE_INCONNUE)
        return text;
    mlg_code code;
    base_code_fix fix = base_code_parse(inventory_unit_code_kind(unit), text, &code);
    uint32_t index = TERRITORY_NONE;
    if (fix != BASE_CODE_INVALID && t != NULL)
        index = inventory_unit_find(t, unit, code);
    g_autofree char *successors =
        fix == BASE_CODE_INVALID ? NULL : inventory_successors(t, unit, code);
    if (fix == BASE_CODE_PADDED)
        INVENTORY_REPORT(row, .code = "porteur-code-zero", .column = "porteur_code", .value = text,
                         .proposed = code.s);
    else if (index == TERRITORY_NONE && successors != NULL)
        INVENTORY_REPORT(row, .code = "porteur-code-ancien", .column = "porteur_code",
                         .value = text, .proposed = successors);
    else if (fix == BASE_CODE_INVALID || (t != NULL && index == TERRITORY_NONE))
        INVENTORY_REPORT(row, .code = "porteur-code-inconnu", .column = "porteur_code",
                         .value = text, .detail = inventory_carrier_names[carrier]);
    if (fix != BASE_CODE_TIDIED)
        return text;
    return g_string_chunk_insert_const(row->check->b->strings, code.s);
}

static bool read_dates(inventory_row *row, const inventory_dispositif_row *in,
                       inventory_dispositif *d)
{
    d->signed_on = inventory_read_date(row, "date_signature", in->date_signature);
    d->starts = inventory_read_date(row, "date_debut", in->date_debut);
    d->ends = inventory_read_date(row, "date_fin", in->date_fin);
    d->source_date = inventory_read_date(row, "source_date", in->source_date).first;
    bool started = d->starts.first != BASE_DATE_NONE;
    return inventory_check_order(row, started ? "date_debut" : "date_signature",
                                 started ? d->starts.first : d->signed_on.first, d->ends.last);
}

static const char *read_name(inventory_row *row, const inventory_dispositif_row *in)
{
    if (in->nom[0] != '\0')
        return in->nom;
    INVENTORY_REPORT(row, .code = "nom-absent", .column = "nom", .value = in->id_dispositif);
    return in->id_dispositif;
}

static const char *read_reference(inventory_row *row, const char *text)
{
    return inventory_is_void(row->check, text) ? "" : text;
}

/* Reads all values, so that one run tells all that is wrong with a row. */
static inventory_draft *read_row(inventory_row *row, const inventory_dispositif_row *in)
{
    inventory_draft *draft = g_new0(inventory_draft, 1);
    draft->lines = g_array_new(FALSE, FALSE, sizeof(inventory_line));
    inventory_dispositif *d = &draft->d;
    d->id = in->id_dispositif;
    d->origin = in->origin;
    d->kept = in->kept;
    d->source = in->source;
    d->comment = in->commentaire;
    draft->type_name = read_type(row, in->type);
    d->name = read_name(row, in);
    bool ok = draft->type_name != NULL;
    ok = read_status(row, in->statut, &d->status) && ok;
    d->generation = read_generation(row, in->generation);
    ok = read_dates(row, in, d) && ok;
    d->carrier = read_ignored(row, "porteur_type", "porteur_type", inventory_carrier_names,
                              in->porteur_type);
    d->carrier_code = read_carrier_code(row, d->carrier, in->porteur_code);
    d->carrier_name = in->porteur_nom;
    d->coordination = read_ignored(row, "coordination", "coordination",
                                   inventory_coordination_names, in->coordination);
    d->volet_sante = read_ignored(row, "volet_sante_cdv", "oui_non", inventory_yes_no_names,
                                  in->volet_sante_cdv);
    d->etp = read_etp(row, in->etp);
    d->succeeds = read_reference(row, in->succede_a);
    d->absorbed_by = read_reference(row, in->absorbe_par);
    if (ok)
        return draft;
    g_array_unref(draft->lines);
    g_free(draft);
    return NULL;
}

static void count_type(inventory_check *check, const char *type)
{
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(check->types, type));
    g_hash_table_insert(check->types, (gpointer)type, GUINT_TO_POINTER(n + 1));
}

/* One contract and its renewal under one id are told apart by their generations. */
static void reject_double(inventory_row *row, const inventory_dispositif_row *in,
                          const inventory_dispositif *first)
{
    g_autofree char *place = place_of(&first->origin, &in->origin);
    int generation = inventory_parse_generation(in->generation);
    if (generation == 0 || first->generation == 0 || generation == first->generation) {
        INVENTORY_REPORT(row, .code = "id-double", .column = "id_dispositif",
                         .value = in->id_dispositif, .detail = place);
        return;
    }
    g_autofree char *proposed = g_strdup_printf("%s-G%d", in->id_dispositif, generation);
    INVENTORY_REPORT(row, .code = "id-double-generation", .column = "id_dispositif",
                     .value = in->id_dispositif, .proposed = proposed, .detail = place);
}

/* Makes the draft of a row, or says why not. */
static void check_row(inventory_row *row, const inventory_dispositif_row *in, uint32_t row_index)
{
    inventory_check *check = row->check;
    if (in->id_dispositif[0] == '\0') {
        INVENTORY_REPORT(row, .code = "id-absent", .column = "id_dispositif", .value = in->nom);
        return;
    }
    g_autofree char *key = inventory_id_key(in->id_dispositif);
    const inventory_draft *first = g_hash_table_lookup(check->drafts_by_id, key);
    if (first != NULL) {
        reject_double(row, in, &first->d);
        return;
    }
    inventory_draft *draft = read_row(row, in);
    if (draft == NULL) {
        g_hash_table_add(check->rejected_ids, g_steal_pointer(&key));
        return;
    }
    draft->row = row_index;
    count_type(check, draft->type_name);
    g_hash_table_insert(check->drafts_by_id, g_steal_pointer(&key), draft);
    g_ptr_array_add(check->drafts, draft);
}

static gint compare_drafts(gconstpointer a, gconstpointer b)
{
    const inventory_draft *x = *(const inventory_draft *const *)a;
    const inventory_draft *y = *(const inventory_draft *const *)b;
    return strcmp(x->d.id, y->d.id);
}

static gint compare_draft_rows(gconstpointer a, gconstpointer b)
{
    const inventory_draft *x = *(const inventory_draft *const *)a;
    const inventory_draft *y = *(const inventory_draft *const *)b;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Perimeters in the rows themselves, in file order; another dispositif's may stand further down. */
static void check_own_lines(inventory_check *check, inventory_row *rows)
{
    g_autoptr(GPtrArray) in_file_order = g_ptr_array_new(); /* borrows the drafts */
    for (guint i = 0; i < check->drafts->len; i++)
        g_ptr_array_add(in_file_order, g_ptr_array_index(check->drafts, i));
    g_ptr_array_sort(in_file_order, compare_draft_rows);
    for (guint i = 0; i < in_file_order->len; i++) {
        inventory_draft *draft = g_ptr_array_index(in_file_order, i);
        inventory_check_own_line(&rows[draft->row], draft);
    }
}

void inventory_check_dispositifs(inventory_check *check)
{
    const GArray *in = check->b->dispositifs;
    g_autofree inventory_row *rows = g_new0(inventory_row, in->len + 1);
    for (guint i = 0; i < in->len; i++) {
        const inventory_dispositif_row *row = &g_array_index(in, inventory_dispositif_row, i);
        rows[i] = (inventory_row){.check = check,
                                  .object = "dispositif",
                                  .id = row->id_dispositif,
                                  .origin = &row->origin};
        check_row(&rows[i], row, i);
    }
    g_ptr_array_sort(check->drafts, compare_drafts);
    for (guint i = 0; i < check->drafts->len; i++)
        ((inventory_draft *)g_ptr_array_index(check->drafts, i))->index = i;
    check_own_lines(check, rows);
    for (guint i = 0; i < in->len; i++)
        inventory_row_done(&rows[i]);
}
