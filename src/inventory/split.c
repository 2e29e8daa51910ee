/*
 * split.c - cells that hold several codes: "93048, 93059", "01 053", "93048 (Montreuil) ; 93059".
 */
#include "inventory/cells.h"

#include <string.h>

#define STRONG_SEPARATORS ",;/+&|\n\r\t"

static void token_clear(void *data)
{
    inventory_token *token = data;
    g_free(token->code);
    g_free(token->words);
}

static void add_token(GArray *tokens, const char *code, const char *words)
{
    inventory_token token = {.code = g_strdup(code), .words = g_strdup(words)};
    g_array_append_val(tokens, token);
}

static bool has_digit(const char *text)
{
    return text[strcspn(text, "0123456789")] != '\0';
}

/* Words that only join or decorate: "et", "-", "n°". */
static bool is_joint(const char *word)
{
    if (strcmp(word, "et") == 0 || strcmp(word, "and") == 0)
        return true;
    for (const char *p = word; *p != '\0'; p = g_utf8_next_char(p))
        if (g_unichar_isalnum(g_utf8_get_char(p)))
            return false;
    return true;
}

static bool is_code(base_code_kind kind, const char *text)
{
    mlg_code code;
    return base_code_parse(kind, text, &code) != BASE_CODE_INVALID;
}

/* Codes of several groups of digits are one code: SIREN 244 400 644. Not départements: "1 2". */
static bool may_hold_spaces(base_code_kind kind)
{
    return kind != BASE_CODE_DEPARTMENT && kind != BASE_CODE_REGION;
}

static void split_chunk(GArray *tokens, base_code_kind kind, const char *chunk)
{
    if (may_hold_spaces(kind) && is_code(kind, chunk)) {
        add_token(tokens, chunk, NULL);
        return;
    }
    g_auto(GStrv) pieces = g_strsplit_set(chunk, " ()[]", -1);
    GString *joined = g_string_new(NULL), *words = g_string_new(NULL);
    size_t n_codes = 0;
    for (size_t i = 0; pieces[i] != NULL; i++) {
        if (has_digit(pieces[i])) {
            g_string_append(joined, pieces[i]);
            n_codes++;
        } else if (pieces[i][0] != '\0' && (words->len > 0 || !is_joint(pieces[i]))) {
            g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", pieces[i]);
        }
    }
    bool one = n_codes == 1 || (n_codes > 1 && may_hold_spaces(kind) && is_code(kind, joined->str));
    const char *name = is_joint(words->str) ? NULL : words->str;
    if (one)
        add_token(tokens, joined->str, name);
    else if (n_codes == 0 && name != NULL)
        add_token(tokens, NULL, name);
    for (size_t i = 0; !one && n_codes > 0 && pieces[i] != NULL; i++) {
        if (has_digit(pieces[i]))
            add_token(tokens, pieces[i], NULL);
        else if (!is_joint(pieces[i]))
            add_token(tokens, NULL, pieces[i]);
    }
    g_string_free(joined, TRUE);
    g_string_free(words, TRUE);
}

GArray *inventory_split_codes(base_code_kind kind, const char *cell)
{
    GArray *tokens = g_array_new(FALSE, FALSE, sizeof(inventory_token));
    g_array_set_clear_func(tokens, token_clear);
    g_autofree char *valid = g_utf8_make_valid(cell, -1);
    g_auto(GStrv) chunks = g_strsplit_set(valid, STRONG_SEPARATORS, -1);
    for (size_t i = 0; chunks[i] != NULL; i++) {
        g_autofree char *chunk = inventory_cell_trim(chunks[i]);
        if (chunk[0] != '\0')
            split_chunk(tokens, kind, chunk);
    }
    return tokens;
}

char **inventory_split_words(const char *cell)
{
    GPtrArray *words = g_ptr_array_new();
    g_auto(GStrv) chunks = g_strsplit_set(cell, STRONG_SEPARATORS, -1);
    for (size_t i = 0; chunks[i] != NULL; i++) {
        char *word = inventory_cell_clean(chunks[i]);
        if (word[0] != '\0')
            g_ptr_array_add(words, word);
        else
            g_free(word);
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}
