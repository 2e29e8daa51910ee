/*
 * test_inventory_force.c - who is in force when: every row of the table of statuses and dates.
 */
#include "support/cmocka.h"

#include "inventory/inventory.h"

#define DAY  20260630
#define PAST 20200101
#define LAST 20251231
#define SOON 20270101
#define FAR  20301231
#define NONE BASE_DATE_NONE

static const struct {
    inventory_status status;
    base_date signed_on, start, end;
    bool in_force, with_projects, undated, past_end;
} rows[] = {
    {INVENTORY_ACTIF, NONE, NONE, NONE, true, true, true, false},
    {INVENTORY_ACTIF, NONE, PAST, NONE, true, true, false, false},
    {INVENTORY_ACTIF, NONE, PAST, FAR, true, true, false, false},
    {INVENTORY_ACTIF, NONE, NONE, FAR, true, true, false, false},
    {INVENTORY_ACTIF, NONE, DAY, DAY, true, true, false, false},
    {INVENTORY_ACTIF, NONE, SOON, FAR, false, false, false, false},
    {INVENTORY_ACTIF, NONE, PAST, LAST, false, false, false, true},
    {INVENTORY_ACTIF, NONE, NONE, LAST, false, false, false, true},
    /* without date_debut the signature counts; with it, it does not */
    {INVENTORY_ACTIF, PAST, NONE, NONE, true, true, false, false},
    {INVENTORY_ACTIF, SOON, NONE, NONE, false, false, false, false},
    {INVENTORY_ACTIF, SOON, PAST, NONE, true, true, false, false},
    {INVENTORY_ACTIF, PAST, SOON, NONE, false, false, false, false},
    {INVENTORY_EN_RENOUVELLEMENT, NONE, NONE, NONE, true, true, true, false},
    {INVENTORY_EN_RENOUVELLEMENT, NONE, PAST, LAST, true, true, false, true},
    {INVENTORY_EN_RENOUVELLEMENT, NONE, PAST, FAR, true, true, false, false},
    {INVENTORY_EN_RENOUVELLEMENT, NONE, NONE, LAST, true, true, false, true},
    {INVENTORY_EN_RENOUVELLEMENT, NONE, SOON, NONE, false, false, false, false},
    {INVENTORY_ECHU, NONE, PAST, LAST, false, false, false, false},
    {INVENTORY_ECHU, NONE, PAST, FAR, true, true, false, false},
    {INVENTORY_ECHU, PAST, NONE, FAR, true, true, false, false},
    {INVENTORY_ECHU, NONE, NONE, FAR, false, false, false, false},
    {INVENTORY_ECHU, NONE, PAST, NONE, false, false, false, false},
    {INVENTORY_ECHU, NONE, NONE, NONE, false, false, false, false},
    {INVENTORY_ABSORBE, NONE, PAST, FAR, true, true, false, false},
    {INVENTORY_ABSORBE, NONE, PAST, LAST, false, false, false, false},
    {INVENTORY_ABSORBE, NONE, PAST, NONE, false, false, false, false},
    {INVENTORY_EN_PROJET, NONE, PAST, FAR, false, true, false, false},
    {INVENTORY_EN_PROJET, NONE, SOON, NONE, false, true, false, false},
    {INVENTORY_EN_PROJET, NONE, NONE, NONE, false, true, false, false},
    {INVENTORY_ABANDONNE, NONE, PAST, FAR, false, false, false, false},
    {INVENTORY_SUSPENDU, NONE, PAST, FAR, false, false, false, false},
    {INVENTORY_STATUT_INCONNU, NONE, PAST, FAR, false, false, false, false},
    {INVENTORY_STATUT_INCONNU, NONE, NONE, NONE, false, false, false, false},
};

static base_period period(base_date day)
{
    return (base_period){day, day};
}

static void test_statuses_and_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        inventory_dispositif d = {.status = rows[i].status,
                                  .signed_on = period(rows[i].signed_on),
                                  .starts = period(rows[i].start),
                                  .ends = period(rows[i].end)};
        inventory_validity v = inventory_in_force(&d, DAY, false);
        inventory_validity p = inventory_in_force(&d, DAY, true);
        if (v.in_force != rows[i].in_force || p.in_force != rows[i].with_projects ||
            v.undated != rows[i].undated || v.past_end != rows[i].past_end ||
            v.project != (rows[i].status == INVENTORY_EN_PROJET))
            fail_msg("row %zu (%s): in force %d, with projects %d, undated %d, past end %d", i,
                     inventory_status_names[rows[i].status], v.in_force, p.in_force, v.undated,
                     v.past_end);
    }
}

/* The two ways to read the table say the same of any day. */
static void test_days(void **state)
{
    (void)state;
    static const base_date days[] = {PAST - 1, PAST, LAST, LAST + 1, DAY,
                                     SOON - 1, SOON, FAR,  FAR + 1};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        inventory_dispositif d = {.status = rows[i].status,
                                  .signed_on = period(rows[i].signed_on),
                                  .starts = period(rows[i].start),
                                  .ends = period(rows[i].end)};
        base_period in = {-1, -1};
        bool ever = inventory_days_in_force(&d, &in);
        for (size_t k = 0; k < G_N_ELEMENTS(days); k++) {
            bool within = ever && (in.first == NONE || in.first <= days[k]) &&
                          (in.last == NONE || days[k] <= in.last);
            if (within != inventory_in_force(&d, days[k], false).in_force)
                fail_msg("row %zu (%s) on %d: within its days %d", i,
                         inventory_status_names[rows[i].status], days[k], within);
        }
        assert_true(ever || in.first == -1); /* nothing is told of no day */
    }
}

/* A month or year written is in force from its first to its last day. */
static void test_periods(void **state)
{
    (void)state;
    inventory_dispositif d = {.status = INVENTORY_ACTIF};
    assert_int_equal(base_date_parse("2024", &d.starts), BASE_DATE_OK);
    assert_int_equal(base_date_parse("06/2026", &d.ends), BASE_DATE_OK);
    assert_true(inventory_in_force(&d, 20240101, false).in_force);
    assert_false(inventory_in_force(&d, 20231231, false).in_force);
    assert_true(inventory_in_force(&d, 20260630, false).in_force);
    assert_false(inventory_in_force(&d, 20260701, false).in_force);
}

static void test_lines(void **state)
{
    (void)state;
    inventory_line line = {.start = 20240101, .end = 20241231};
    assert_true(inventory_line_in_force(&line, 20240101));
    assert_true(inventory_line_in_force(&line, 20241231));
    assert_false(inventory_line_in_force(&line, 20231231));
    assert_false(inventory_line_in_force(&line, 20250101));
    inventory_line always = {.start = BASE_DATE_NONE, .end = BASE_DATE_NONE};
    assert_true(inventory_line_in_force(&always, DAY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statuses_and_dates),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
