/*
 * test_coverage_land.h - the territory of the tests of coverage: four communes side by side.
 *
 *     93001 (1 000)   93002 (2 000)   93003 (4 000)   69004 (8 000)      100 m x 100 m each
 *     EPCI 200000001  200000001       200000002       none
 *     QN09301M: 400 m2 in 93001, 100 people
 *     QN09302M: 200 m2 in 93001, 100 m2 in 93002, 300 people
 *     QN09303M: 400 m2 in 93003, not published: 160 of its 4 000 by area
 */
#ifndef TEST_COVERAGE_LAND_H
#define TEST_COVERAGE_LAND_H

#include "support/world.h"

#define UNKNOWN ((double)NAN)
#define LEFT    "POLYGON((0 0,100 0,100 100,0 100,0 0))"
#define MIDDLE  "POLYGON((100 0,200 0,200 100,100 100,100 0))"
#define RIGHT   "POLYGON((200 0,300 0,300 100,200 100,200 0))"
#define LAST    "POLYGON((300 0,400 0,400 100,300 100,300 0))"

static inline void add_communes(world *w)
{
    world_commune(w, "93001", "200000001", 1000, LEFT);
    world_commune(w, "93002", "200000001", 2000, MIDDLE);
    world_commune(w, "93003", "200000002", 4000, RIGHT);
    world_commune(w, "69004", "", 8000, LAST);
}

static inline void add_land(world *w)
{
    add_communes(w);
    world_qpv(w, "QN09301M", "93001", 100, "POLYGON((10 10,30 10,30 30,10 30,10 10))");
    world_qpv(w, "QN09302M", "93001,93002", 300, "POLYGON((80 50,110 50,110 60,80 60,80 50))");
    world_qpv(w, "QN09303M", "93003", UNKNOWN, "POLYGON((220 10,240 10,240 30,220 30,220 10))");
}

/** "total", "partiel"... */
static inline const char *state_of(const world *w, mlg_level level, const char *code,
                                   const char *type)
{
    return coverage_state_names[world_cell(w, level, code, type)->state];
}

static inline double people_of(const world *w, mlg_level level, const char *code, const char *type)
{
    return world_cell(w, level, code, type)->pop;
}

#define assert_state(w, level, code, type, expected)                                               \
    assert_string_equal(state_of((w), (level), (code), (type)), (expected))

/** Estimate and bounds of a cell. */
#define assert_people(w, level, code, type, value, least, most)                                    \
    do {                                                                                           \
        const coverage_cell *cell_ = world_cell((w), (level), (code), (type));                     \
        assert_near(cell_->pop, (value), 1e-9);                                                    \
        assert_near(cell_->pop_min, (least), 1e-9);                                                \
        assert_near(cell_->pop_max, (most), 1e-9);                                                 \
    } while (0)

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

#endif
