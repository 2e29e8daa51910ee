/*
 * fuzz_codes.c - libFuzzer entry: bytes as cells of an inventory (one a line): codes, dates,
 * numbers, lists of codes, enumerations, then a whole row through the builder. What is read must
 * read again.
 */
#include "base/code.h"
#include "base/date.h"
#include "inventory/aliases.h"
#include "inventory/builder.h"
#include "inventory/cells.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SIZE_LIMIT = 1024, KINDS = BASE_CODE_REGION + 1 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* A code that was read is clean, and one that was clean is what was read. */
static void read_codes(const char *text)
{
    for (int kind = 0; kind < KINDS; kind++) {
        mlg_code code, again;
        base_code_fix fix = base_code_parse((base_code_kind)kind, text, &code);
        if (fix == BASE_CODE_INVALID)
            continue;
        require(fix != BASE_CODE_CLEAN || strcmp(code.s, text) == 0);
        require(base_code_parse((base_code_kind)kind, code.s, &again) == BASE_CODE_CLEAN);
        require(base_code_equal(code, again));
    }
}

static void read_dates(const char *text)
{
    base_period period, again;
    char day[11];
    if (base_date_parse(text, &period) == BASE_DATE_OK) {
        require(period.first <= period.last);
        base_date_format(period.first, day);
        require(base_date_parse(day, &again) == BASE_DATE_OK && again.first == period.first &&
                again.last == period.first);
    }
    if (inventory_guess_date(text, day))
        require(base_date_parse(day, &again) == BASE_DATE_OK);
}

static void read_numbers(const char *text)
{
    double value = 0;
    require(!inventory_parse_number(text, &value) || isfinite(value));
    int generation = inventory_parse_generation(text), year = inventory_parse_year(text);
    require(generation >= 0 && generation <= 20);
    require(year == 0 || (year >= 1943 && year <= 2100));
}

static void clean(const char *text)
{
    g_autofree char *trimmed = inventory_cell_trim(text);
    g_autofree char *twice = inventory_cell_trim(trimmed);
    g_autofree char *folded = inventory_fold(text);
    g_autofree char *folded_twice = inventory_fold(folded);
    require(strcmp(trimmed, twice) == 0 && g_utf8_validate(trimmed, -1, NULL));
    require(strcmp(folded, folded_twice) == 0);
    (void)inventory_cell_is_error(text);
}

static void split(const char *text)
{
    for (int kind = 0; kind < KINDS; kind++) {
        g_autoptr(GArray) tokens = inventory_split_codes((base_code_kind)kind, text);
        require(tokens->len <= strlen(text));
        for (guint i = 0; i < tokens->len; i++) {
            const inventory_token *token = &g_array_index(tokens, inventory_token, i);
            require(token->code != NULL || token->words != NULL);
            require(token->code == NULL || token->code[0] != '\0');
            require(token->words == NULL || token->words[0] != '\0');
        }
    }
    g_auto(GStrv) words = inventory_split_words(text);
    for (size_t i = 0; words[i] != NULL; i++)
        require(words[i][0] != '\0');
}

static void read_enumerations(const inventory_aliases *aliases, const char *text)
{
    int unit = inventory_alias_find(aliases, "unite_type", inventory_unit_names, text);
    int status = inventory_alias_find(aliases, "statut", inventory_status_names, text);
    int near = inventory_alias_nearest(aliases, "statut", inventory_status_names, text);
    require(unit >= -1 && unit <= INVENTORY_UNITE_INCONNUE);
    require(status >= -1 && status <= INVENTORY_STATUT_INCONNU);
    require(near >= -1 && near <= INVENTORY_STATUT_INCONNU);
}

/* The cells as the columns of one dispositif and one line of its perimeter. */
static void build(char **cells, size_t n)
{
    static const char empty[] = "";
    size_t next = 0;
    g_autoptr(inventory_builder) builder = inventory_builder_new(NULL);
    inventory_dispositif_row row = {.origin = {"fuzz.csv", "", 2}};
    inventory_perimetre_row line = {.origin = {"fuzz.csv", "", 3}};
#define TAKE(name)      row.name = next < n ? cells[next++] : empty;
#define TAKE_LINE(name) line.name = next < n ? cells[next++] : empty;
    INVENTORY_DISPOSITIF_COLUMNS(TAKE)
    INVENTORY_PERIMETRE_COLUMNS(TAKE)
    INVENTORY_PERIMETRE_COLUMNS(TAKE_LINE)
    line.id_dispositif = row.id_dispositif;
    line.date_debut = row.date_debut;
    line.date_fin = row.date_fin;
    inventory_builder_add_dispositif(builder, &row);
    inventory_builder_add_perimetre(builder, &line);
    inventory_options options = {.date = 20260630};
    mlg_inventory *inventory = NULL;
    mlg_error err = {.code = MLG_OK};
    mlg_status status = inventory_builder_finish(builder, NULL, &options, &inventory, &err);
    require((status == MLG_OK) == (inventory != NULL));
    require(status == MLG_OK || err.message[0] != '\0');
    mlg_inventory_free(inventory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static inventory_aliases *aliases; /* made once: the table does not change */
    if (size > SIZE_LIMIT)
        return 0;
    if (aliases == NULL)
        aliases = inventory_aliases_new();
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) cells = g_strsplit(text, "\n", -1);
    for (size_t i = 0; cells[i] != NULL; i++) {
        read_codes(cells[i]);
        read_dates(cells[i]);
        read_numbers(cells[i]);
        clean(cells[i]);
        split(cells[i]);
        read_enumerations(aliases, cells[i]);
    }
    split(text);
    build(cells, g_strv_length(cells));
    return 0;
}
