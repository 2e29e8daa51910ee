/*
 * test_coverage_lists.c - the lists of a result: gaps, overlaps of one type, which dispositif holds
 * how much of which QPV, how perimeters lie to each other.
 */
#include "test_coverage_land.h"

static const coverage_gap *find_gap(const world *w, const char *type, const char *qpv,
                                    const char *commune)
{
    for (size_t i = 0; i < w->cov->n_gaps; i++) {
        const coverage_gap *gap = &w->cov->gaps[i];
        const char *c = gap->commune == TERRITORY_NONE ? "" : w->t->communes[gap->commune].code.s;
        if (strcmp(w->cov->type_names[gap->type], type) == 0 &&
            strcmp(w->t->qpvs[gap->qpv].code.s, qpv) == 0 && strcmp(c, commune) == 0)
            return gap;
    }
    return NULL;
}

static void a_gap_for_each_commune_of_a_qpv(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->cov->n_gaps, 2);
    assert_null(find_gap(w, "CLS", "QN09301M", "93001"));
    const coverage_gap *gap = find_gap(w, "CLS", "QN09302M", "93002");
    assert_non_null(gap);
    assert_int_equal(gap->reason, MLG_PARTIEL);
    assert_near(gap->area_m2, 100, 1e-6);
    assert_near(gap->pop, 100, 1e-9);
    assert_int_equal(gap->n_faces, 1);
    const mesh_face *face = &w->mesh->faces[w->cov->gap_faces[gap->first_face]];
    assert_near(face->area_m2, 100, 1e-6);
    gap = find_gap(w, "CLS", "QN09303M", "93003");
    assert_int_equal(gap->reason, MLG_AUCUN);
    assert_near(gap->pop, 160, 1e-9);
}

static void reasons_of_gaps(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 INCONNUE");
    world_dispositif(w, "B", "ASV", "QPV QN09301M");
    world_survey(w, "EPCI", "200000001", "CLS,ASV", "OUI");
    world_build(w);
    assert_int_equal(find_gap(w, "CLS", "QN09301M", "93001")->reason, MLG_INCONNU);
    /* both pieces of a QPV of which two thirds may be covered */
    assert_int_equal(find_gap(w, "CLS", "QN09302M", "93001")->reason, MLG_INCONNU);
    assert_int_equal(find_gap(w, "CLS", "QN09302M", "93002")->reason, MLG_INCONNU);
    assert_int_equal(find_gap(w, "CLS", "QN09303M", "93003")->reason, MLG_NON_RECENSE);
    assert_null(find_gap(w, "ASV", "QN09301M", "93001"));
    assert_int_equal(find_gap(w, "ASV", "QN09302M", "93001")->reason, MLG_AUCUN);
    assert_near(find_gap(w, "ASV", "QN09302M", "93001")->pop, 200, 1e-9);
}

static void gaps_are_by_type_qpv_and_commune(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "Z", "CLS", "INCONNU");
    world_dispositif(w, "A", "ASV", "INCONNU");
    world_build(w);
    assert_int_equal(w->cov->n_gaps, 8);
    for (size_t i = 1; i < w->cov->n_gaps; i++) {
        const coverage_gap *a = &w->cov->gaps[i - 1], *b = &w->cov->gaps[i];
        assert_true(a->type < b->type || (a->type == b->type && a->qpv < b->qpv) ||
                    (a->qpv == b->qpv && a->commune < b->commune));
    }
    assert_string_equal(w->cov->type_names[w->cov->gaps[0].type], "CLS");
}

static void an_edge_is_no_gap(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((60 0,101 0,101 50,60 50,60 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->cov->n_gaps, 0);
}

static void a_qpv_out_of_the_territory_is_no_gap(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN97801M", "97801", 300, "POLYGON((900 0,910 0,910 10,900 10,900 0))");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->cov->n_gaps, 0);
    assert_state(w, MLG_QPV, "QN97801M", "CLS", "hors_territoire");
}

static void a_collapsed_qpv_is_a_gap_without_area(void **state)
{
    world *w = *state;
    add_communes(w);
    world_qpv(w, "QN09301M", "93002", 300, "MULTIPOLYGON EMPTY");
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "COMMUNE 93002");
    world_build(w);
    assert_int_equal(w->cov->n_gaps, 1);
    assert_near(w->cov->gaps[0].pop, 300, 1e-9);
    assert_near(w->cov->gaps[0].area_m2, 0, 0);
    assert_state(w, MLG_QPV, "QN09301M", "ASV", "total");
    assert_people(w, MLG_QPV, "QN09301M", "ASV", 300, 300, 300);
    assert_int_equal(world_result(w, "B")->nb_qpv, 1);
    assert_int_equal(world_zone(w, MLG_COMMUNE, "93002")->nb_qpv, 1);
}

/* --- overlaps --- */

static void faces_under_two_of_one_type(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_dispositif(w, "A", "CLS", "EPCI 200000001");
    world_dispositif(w, "C", "CLS", "QPV QN09301M");
    world_dispositif(w, "D", "ASV", "EPCI 200000001"); /* another type is no overlap */
    world_build(w);
    assert_int_equal(w->cov->n_overlaps, 2);
    const coverage_overlap *two = &w->cov->overlaps[0], *three = &w->cov->overlaps[1];
    assert_string_equal(world_ids(w, two->first_id, two->n_ids), "A,B");
    assert_string_equal(world_ids(w, three->first_id, three->n_ids), "A,B,C");
    assert_string_equal(w->t->communes[two->commune].code.s, "93001");
    assert_near(two->pop, 900, 1e-9);
    assert_near(two->area_m2, 9600, 1e-6);
    assert_near(three->pop, 100, 1e-9);
    assert_near(three->area_m2, 400, 1e-6);
    assert_int_equal(three->n_faces, 1);
    /* and nobody is counted twice */
    assert_people(w, MLG_EPCI, "200000001", "CLS", 3000, 3000, 3000);
}

static void unknown_extents_do_not_overlap(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001 INCONNUE");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->cov->n_overlaps, 0);
    assert_int_equal(w->cov->n_relations, 0);
}

/* --- pairs --- */

static void pairs_of_qpv_and_dispositif(void **state)
{
    world *w = *state;
    add_land(w);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001");
    world_dispositif(w, "B", "ASV", "QPV QN09302M");
    world_dispositif_dated(w, "C", "CLSM", "ECHU", "2010", "2015", "EPCI 200000001");
    world_build(w);
    assert_int_equal(w->cov->n_pairs, 3);
    const coverage_pair *pair = &w->cov->pairs[1];
    assert_string_equal(w->t->qpvs[pair->qpv].code.s, "QN09302M");
    assert_string_equal(w->inv->dispositifs[pair->dispositif].id, "A");
    assert_near(pair->part_aire, 2 / 3.0, 1e-9);
    assert_near(pair->part_pop, 2 / 3.0, 1e-9);
    assert_near(pair->pop, 200, 1e-9);
    pair = &w->cov->pairs[2];
    assert_string_equal(w->inv->dispositifs[pair->dispositif].id, "B");
    assert_near(pair->part_aire, 1, 1e-9);
    assert_near(pair->pop, 300, 1e-9);
}

/* --- relations --- */

typedef struct relation_case {
    const char *name, *a, *b;
    int link; /* -1: they do not meet */
    double people, part_a, part_b;
} relation_case;

static const relation_case relations[] = {
    {"the same by two ways", "EPCI 200000001", "COMMUNE 93001,93002", COVERAGE_IDENTIQUE, 3000, 1,
     1},
    {"inside", "COMMUNE 93001", "EPCI 200000001", COVERAGE_INCLUS, 1000, 1, 1 / 3.0},
    {"around", "REGION 11", "COMMUNE 93003", COVERAGE_CONTIENT, 4000, 4000 / 7000.0, 1},
    {"in part", "COMMUNE 93001,93002", "COMMUNE 93002,93003", COVERAGE_CHEVAUCHE, 2000,
     2000 / 3000.0, 2000 / 6000.0},
    {"side by side", "COMMUNE 93001", "COMMUNE 93002", -1, 0, 0, 0},
    {"a QPV in its commune", "QPV QN09301M", "COMMUNE 93001", COVERAGE_INCLUS, 100, 1, 0.1},
    {"a QPV over the limit", "QPV QN09302M", "COMMUNE 93002", COVERAGE_CHEVAUCHE, 100, 1 / 3.0,
     0.05},
    {"unknown", "INCONNU", "REGION 11", -1, 0, 0, 0},
};

static void relation_of_two(void **state)
{
    const relation_case *c = *state;
    void *made = NULL;
    (void)world_setup(&made);
    world *w = made;
    add_land(w);
    world_dispositif(w, "A", "CLS", c->a);
    world_dispositif(w, "B", "CLSM", c->b);
    world_dispositif_dated(w, "C", "CLS", "ECHU", "2010", "2015", "REGION 11"); /* not counted */
    world_build(w);
    size_t n = w->cov->n_relations;
    coverage_relation r = n > 0 ? w->cov->relations[0] : (coverage_relation){0};
    (void)world_teardown(&made);
    assert_int_equal(n, c->link >= 0);
    if (n == 0)
        return;
    assert_int_equal(r.a, 0);
    assert_int_equal(r.b, 1);
    assert_string_equal(coverage_link_names[r.link], coverage_link_names[c->link]);
    assert_near(r.pop, c->people, 1e-9);
    assert_near(r.part_a, c->part_a, 1e-12);
    assert_near(r.part_b, c->part_b, 1e-12);
}

static void relations_by_area_where_no_people_are_known(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", UNKNOWN, LEFT);
    world_commune(w, "93002", "", UNKNOWN, MIDDLE);
    world_dispositif(w, "A", "CLS", "COMMUNE 93001,93002");
    world_dispositif(w, "B", "CLSM", "COMMUNE 93002");
    world_build(w);
    assert_int_equal(w->cov->n_relations, 1);
    assert_true(isnan(w->cov->relations[0].pop));
    assert_near(w->cov->relations[0].part_a, 0.5, 1e-9);
    assert_near(w->cov->relations[0].part_b, 1, 1e-9);
}

static void a_collapsed_qpv_in_its_commune(void **state)
{
    world *w = *state;
    world_commune(w, "93001", "", 1000, LEFT);
    world_qpv(w, "QN09301M", "93001", UNKNOWN, "MULTIPOLYGON EMPTY");
    world_dispositif(w, "A", "ASV", "QPV QN09301M");
    world_dispositif(w, "B", "CLS", "COMMUNE 93001");
    world_build(w);
    assert_int_equal(w->cov->n_relations, 1);
    assert_int_equal(w->cov->relations[0].link, COVERAGE_INCLUS);
    assert_near(w->cov->relations[0].part_a, 1, 0);
    assert_near(w->cov->relations[0].part_b, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_gap_for_each_commune_of_a_qpv),
        TEST(reasons_of_gaps),
        TEST(gaps_are_by_type_qpv_and_commune),
        TEST(an_edge_is_no_gap),
        TEST(a_qpv_out_of_the_territory_is_no_gap),
        TEST(a_collapsed_qpv_is_a_gap_without_area),
        TEST(faces_under_two_of_one_type),
        TEST(unknown_extents_do_not_overlap),
        TEST(pairs_of_qpv_and_dispositif),
        TEST(a_collapsed_qpv_in_its_commune),
        TEST(relations_by_area_where_no_people_are_known),
    };
    int failures = run_table(relations, relation_of_two);
    return failures + cmocka_run_group_tests(tests, NULL, NULL);
}
