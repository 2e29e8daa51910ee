/*
 * test_inventory_succession.c - chains of contracts: predecessor, rank, first date on the
 * territory.
 */
#include "test_inventory_fixture.h"

#include "inventory/succession.h"

#define ROW(id, rest)                                                                              \
    "id_dispositif=" id "|type=CLS|nom=Un|unite_type=COMMUNE|unite_code=93048|" rest

static const struct {
    const char *row, *id, *before;
    unsigned rank;
    base_date first;
} contracts[] = {
    /* three generations; the second has its signature alone, the third no date */
    {ROW("A1", "statut=ECHU|date_debut=2010-04|date_fin=2014"), "A1", NULL, 1, 20100401},
    {ROW("A2", "statut=ECHU|date_signature=2015-02-03|succede_a=a1"), "A2", "A1", 2, 20100401},
    {ROW("A3", "statut=ACTIF|succede_a=A2"), "A3", "A2", 3, 20100401},
    /* two contracts follow one */
    {ROW("A3B", "statut=ACTIF|date_debut=2020|succede_a=A2"), "A3B", "A2", 3, 20100401},
    /* the date that is in error is still the first one told */
    {ROW("B1", "statut=ECHU|date_debut=2012|date_fin=2014"), "B1", NULL, 1, 20120101},
    {ROW("B2", "statut=ACTIF|date_debut=2011|succede_a=B1"), "B2", "B1", 2, 20110101},
    /* what it follows is not in the inventory: how many came before is not known */
    {ROW("D", "statut=ACTIF|date_debut=2020|succede_a=ailleurs"), "D", NULL, 0, 20200101},
    /* a circle, and one that leads into it */
    {ROW("E1", "statut=ACTIF|date_debut=2018|succede_a=E2"), "E1", "E2", 0, 20170101},
    {ROW("E2", "statut=ACTIF|date_debut=2017|succede_a=E1"), "E2", "E1", 0, 20170101},
    {ROW("E3", "statut=ACTIF|date_debut=2019|succede_a=E1"), "E3", "E1", 0, 20170101},
    {ROW("F", "statut=ACTIF|date_debut=2019|succede_a=F"), "F", "F", 0, 20190101},
    {ROW("G", "statut=INCONNU"), "G", NULL, 1, BASE_DATE_NONE},
};

static void test_chains(void **state)
{
    bench *b = *state;
    for (size_t i = 0; i < G_N_ELEMENTS(contracts); i++)
        add_dispositif(b, contracts[i].row);
    assert_ok(finish(b, false), &b->err);
    for (size_t i = 0; i < G_N_ELEMENTS(contracts); i++) {
        uint32_t d = inventory_find(b->inventory, contracts[i].id);
        assert_true(d != TERRITORY_NONE);
        uint32_t before = inventory_predecessor(b->inventory, d);
        const char *id = before == TERRITORY_NONE ? "" : b->inventory->dispositifs[before].id;
        const char *expected = contracts[i].before != NULL ? contracts[i].before : "";
        unsigned rank = inventory_rank(b->inventory, d);
        base_date first = inventory_first_start(b->inventory, d);
        if (strcmp(id, expected) != 0 || rank != contracts[i].rank || first != contracts[i].first)
            fail_msg("%s: follows '%s', rank %u, first date %d", contracts[i].id, id, rank, first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_chains, bench_setup, bench_teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
