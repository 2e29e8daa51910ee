/*
 * test_base_pack.c - what is packed comes back as it was; what is damaged, cut off or of another
 * kind is told, and nothing is read past its end.
 */
#include "base/monitor.h"
#include "support/packs.h"

#include "support/cmocka.h"

#include <math.h>
#include <string.h>

static base_packer *small_pack(void)
{
    static const uint32_t numbers[] = {7, 8, 9};
    base_packer *p = base_packer_new("essai");
    base_pack_u32(p, 42);
    base_pack_i64(p, -5);
    base_pack_double(p, 0.1);
    base_pack_text(p, "Ambérieu");
    base_pack_text(p, NULL);
    base_pack_text(p, "");
    base_pack_text(p, "Ambérieu");
    base_pack_array_of(p, numbers, G_N_ELEMENTS(numbers), sizeof numbers[0]);
    return p;
}

static void values_come_back(void **state)
{
    (void)state;
    g_autoptr(base_packer) p = small_pack();
    g_autoptr(GBytes) head = base_packer_head(p);
    base_unpacker u;
    size_t n = 0;
    mlg_error err = {0};
    base_unpacker_init(&u, "essai", head, packs_fetch, p);
    assert_int_equal(base_unpack_u32(&u), 42);
    assert_int_equal(base_unpack_i64(&u), -5);
    assert_true(base_unpack_double(&u) == 0.1);
    const char *first = base_unpack_text(&u);
    assert_string_equal(first, "Ambérieu");
    assert_null(base_unpack_text(&u));
    assert_string_equal(base_unpack_text(&u), "");
    assert_ptr_equal(base_unpack_text(&u), first); /* kept once */
    g_autofree uint32_t *numbers = base_unpack_array_of(&u, sizeof *numbers, &n);
    assert_int_equal(n, 3);
    assert_int_equal(numbers[0], 7);
    assert_int_equal(numbers[2], 9);
    assert_ok(base_unpacker_end(&u, &err), &err);
}

static void lists_of_bytes_keep_what_is_none(void **state)
{
    (void)state;
    GBytes *items[] = {g_bytes_new_static("abc", 3), NULL, g_bytes_new_static("", 0),
                       g_bytes_new_static("defgh", 5)};
    g_autoptr(base_packer) p = base_packer_new("essai");
    base_pack_bytes_list(p, items, G_N_ELEMENTS(items));
    g_autoptr(GBytes) head = base_packer_head(p);
    base_unpacker u;
    size_t n = 0;
    mlg_error err = {0};
    base_unpacker_init(&u, "essai", head, packs_fetch, p);
    g_autofree GBytes **back = base_unpack_bytes_list(&u, &n);
    assert_ok(base_unpacker_end(&u, &err), &err);
    assert_int_equal(n, 4);
    assert_null(back[1]);
    for (size_t i = 0; i < n; i++) {
        if (items[i] != NULL)
            assert_true(g_bytes_equal(back[i], items[i]));
        g_bytes_unref(back[i]);
        g_bytes_unref(items[i]);
    }
}

/* Reads small_pack() from a head that may be damaged. */
static mlg_status read_small(base_packer *p, const char *kind, const guint8 *data, size_t size)
{
    g_autoptr(GBytes) head = g_bytes_new(data, size);
    base_unpacker u;
    size_t n = 0;
    base_unpacker_init(&u, kind, head, packs_fetch, p);
    (void)base_unpack_u32(&u); /* only whether it is damaged is asked */
    (void)base_unpack_i64(&u);
    (void)base_unpack_double(&u);
    for (int i = 0; i < 4; i++)
        (void)base_unpack_text(&u);
    g_autofree uint32_t *numbers = base_unpack_array_of(&u, sizeof *numbers, &n);
    return base_unpacker_end(&u, NULL);
}

static void every_damaged_byte_is_told(void **state)
{
    (void)state;
    g_autoptr(base_packer) p = small_pack();
    g_autoptr(GBytes) head = base_packer_head(p);
    size_t size = 0;
    const guint8 *data = g_bytes_get_data(head, &size);
    assert_int_equal(read_small(p, "essai", data, size), MLG_OK);
    g_autofree guint8 *copy = g_memdup2(data, size);
    for (size_t i = 0; i < size; i++) {
        copy[i] ^= 0x10;
        assert_int_equal(read_small(p, "essai", copy, size), MLG_E_FORMAT);
        copy[i] ^= 0x10;
    }
    for (size_t n = 0; n < size; n++)
        assert_int_equal(read_small(p, "essai", data, n), MLG_E_FORMAT);
    assert_int_equal(read_small(p, "autre", data, size), MLG_E_FORMAT);
}

static void an_array_of_other_bytes_is_told(void **state)
{
    (void)state;
    static const uint32_t right[] = {7, 8, 9}, wrong[] = {7, 8, 8};
    g_autoptr(base_packer) p = base_packer_new("essai"), other = base_packer_new("essai");
    base_pack_array_of(p, right, G_N_ELEMENTS(right), sizeof right[0]);
    base_pack_array_of(other, wrong, G_N_ELEMENTS(wrong), sizeof wrong[0]);
    g_autoptr(GBytes) head = base_packer_head(p);
    base_unpacker u;
    size_t n = 1;
    base_unpacker_init(&u, "essai", head, packs_fetch, other);
    assert_null(base_unpack_array_of(&u, sizeof right[0], &n));
    assert_int_equal(n, 0);
    assert_int_equal(base_unpacker_end(&u, NULL), MLG_E_FORMAT);
}

static void more_than_is_there_is_told(void **state)
{
    (void)state;
    g_autoptr(base_packer) p = base_packer_new("essai");
    base_pack_i64(p, 1000);
    base_pack_u32(p, 7);
    g_autoptr(GBytes) head = base_packer_head(p);
    base_unpacker u;
    base_unpacker_init(&u, "essai", head, packs_fetch, p);
    assert_int_equal(base_unpack_count(&u, sizeof(uint32_t)), 0); /* 1000 do not fit */
    assert_int_equal(base_unpacker_end(&u, NULL), MLG_E_FORMAT);
    base_unpacker_init(&u, "essai", head, packs_fetch, p);
    assert_int_equal(base_unpack_i64(&u), 1000);
    assert_int_equal(base_unpacker_end(&u, NULL), MLG_E_FORMAT); /* a number is left */
    base_unpacker_init(&u, "essai", head, packs_fetch, p);
    (void)base_unpack_i64(&u);
    assert_int_equal(base_unpack_index(&u, 7, UINT32_MAX), 7);
    assert_int_equal(base_unpacker_end(&u, NULL), MLG_E_FORMAT); /* 0 to 6 were there */
}

static void an_index_into_nothing_is_told(void **state)
{
    (void)state;
    static const uint32_t zero = 0, last = UINT32_MAX;
    g_autoptr(base_packer) p = base_packer_new("essai");
    base_pack_u32(p, 0);
    g_autoptr(GBytes) head = base_packer_head(p);
    for (size_t limit = 0; limit < 2; limit++) {
        base_unpacker u;
        base_unpacker_init(&u, "essai", head, packs_fetch, p);
        assert_int_equal(base_unpack_index(&u, limit, 0), 0);
        assert_int_equal(base_unpacker_end(&u, NULL), limit == 0 ? MLG_E_FORMAT : MLG_OK);
        base_unpacker_init(&u, "essai", head, packs_fetch, p);
        base_unpack_check(&u, &last, 1, limit, UINT32_MAX); /* it says that there is none */
        assert_false(u.damaged);
        base_unpack_check(&u, &zero, 1, limit, 0);
        assert_int_equal(u.damaged, limit == 0);
    }
}

static void a_name_that_is_missing_is_told(void **state)
{
    (void)state;
    g_autoptr(base_packer) p = base_packer_new("essai");
    base_pack_text(p, "nom");
    base_pack_text(p, NULL);
    g_autoptr(GBytes) head = base_packer_head(p);
    base_unpacker u;
    base_unpacker_init(&u, "essai", head, packs_fetch, p);
    assert_string_equal(base_unpack_name(&u), "nom");
    assert_false(u.damaged);
    assert_string_equal(base_unpack_name(&u), "");
    assert_int_equal(base_unpacker_end(&u, NULL), MLG_E_FORMAT);
}

static void findings_come_back(void **state)
{
    (void)state;
    g_autoptr(mlg_findings) findings = mlg_findings_new();
    mlg_findings_add(&(mlg_finding){.code = "qpv-lisere", .id = "QN00101M", .row = 12}, findings);
    g_autoptr(base_packer) p = base_packer_new("essai");
    base_pack_findings(p, findings);
    g_autoptr(GBytes) head = base_packer_head(p);
    base_unpacker u;
    mlg_error err = {0};
    base_unpacker_init(&u, "essai", head, packs_fetch, p);
    g_autoptr(mlg_findings) back = base_unpack_findings(&u);
    assert_ok(base_unpacker_end(&u, &err), &err);
    const mlg_finding *finding = mlg_findings_get(back, 0);
    assert_non_null(finding);
    assert_string_equal(finding->code, "qpv-lisere");
    assert_string_equal(finding->id, "QN00101M");
    assert_null(finding->file);
    assert_int_equal(finding->row, 12);
    assert_null(mlg_findings_get(back, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back),
        cmocka_unit_test(lists_of_bytes_keep_what_is_none),
        cmocka_unit_test(every_damaged_byte_is_told),
        cmocka_unit_test(an_array_of_other_bytes_is_told),
        cmocka_unit_test(more_than_is_there_is_told),
        cmocka_unit_test(an_index_into_nothing_is_told),
        cmocka_unit_test(a_name_that_is_missing_is_told),
        cmocka_unit_test(findings_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
