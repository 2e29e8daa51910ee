/*
 * world_expect.c - what an `expect` line of a world says of faces, zones, dispositifs, lists.
 */
#include "cases/world_case.h"

#define TOLERANCE 1e-6

/* The figure that a key names, or a text; both when it has none: the key is unknown. */
typedef struct figure {
    double number;
    const char *text;
    bool known;
} figure;

static figure number(double value)
{
    return (figure){value, NULL, true};
}

static figure text(const char *value)
{
    return (figure){0, value, true};
}

static figure face_figure(const world *w, char **subject, const char *key)
{
    const char *commune = strcmp(subject[0], "-") == 0 ? "" : subject[0];
    const char *qpv = strcmp(subject[1], "-") == 0 ? "" : subject[1];
    if (strcmp(key, "n") == 0)
        return number((double)world_count_faces(w, commune, qpv));
    if (strcmp(key, "area") == 0)
        return number(world_faces_area(w, commune, qpv));
    if (strcmp(key, "pop") == 0)
        return number(world_faces_people(w, commune, qpv));
    if (strcmp(key, "edge") == 0)
        return text(world_face(w, commune, qpv, 0)->edge ? "yes" : "no");
    return (figure){0, NULL, false};
}

static figure zone_figure(const world *w, mlg_level level, char **subject, const char *key)
{
    const coverage_zone *zone = world_zone(w, level, subject[0]);
    if (strcmp(key, "pop") == 0)
        return number(zone->pop);
    if (strcmp(key, "pop_qpv") == 0)
        return number(zone->pop_qpv);
    if (strcmp(key, "area") == 0)
        return number(zone->area_m2);
    if (strcmp(key, "nb_com") == 0)
        return number(zone->nb_com);
    if (strcmp(key, "nb_qpv") == 0)
        return number(zone->nb_qpv);
    if (strcmp(key, "cumul") == 0)
        return number(zone->cumul);
    if (g_str_has_prefix(key, "pop_") && key[4] >= '0' && key[4] <= '3')
        return number(zone->pop_count[key[4] - '0']);
    return (figure){0, NULL, false};
}

static figure cell_figure(const world *w, mlg_level level, char **subject, const char *key)
{
    const coverage_cell *cell = world_cell(w, level, subject[0], subject[1]);
    if (strcmp(key, "state") == 0)
        return text(coverage_state_names[cell->state]);
    if (strcmp(key, "qpv_state") == 0)
        return text(coverage_qpv_state_names[cell->qpv_state]);
    if (strcmp(key, "ids") == 0)
        return text(world_ids(w, cell->first_id, cell->n_ids));
    if (strcmp(key, "part_brute") == 0)
        return number(cell->part_brute);
    if (strcmp(key, "part_aire") == 0)
        return number(cell->part_aire);
    if (strcmp(key, "part_pop") == 0)
        return number(cell->part_pop);
    if (strcmp(key, "pop") == 0)
        return number(cell->pop);
    if (strcmp(key, "pop_min") == 0)
        return number(cell->pop_min);
    if (strcmp(key, "pop_max") == 0)
        return number(cell->pop_max);
    if (strcmp(key, "nb_qpv") == 0)
        return number(cell->nb_qpv);
    if (strcmp(key, "pop_qpv") == 0)
        return number(cell->pop_qpv);
    return (figure){0, NULL, false};
}

static figure contract_figure(const world *w, char **subject, const char *key)
{
    const coverage_dispositif *d = world_result(w, subject[0]);
    if (strcmp(key, "echelle") == 0)
        return text(coverage_scale_names[d->scale]);
    if (strcmp(key, "classe") == 0)
        return text(d->size_class);
    if (strcmp(key, "nb_com") == 0)
        return number(d->nb_com);
    if (strcmp(key, "nb_epci") == 0)
        return number(d->nb_epci);
    if (strcmp(key, "nb_qpv") == 0)
        return number(d->nb_qpv);
    if (strcmp(key, "pop") == 0)
        return number(d->pop);
    if (strcmp(key, "pop_qpv") == 0)
        return number(d->pop_qpv);
    if (strcmp(key, "area") == 0)
        return number(d->area_m2);
    return (figure){0, NULL, false};
}

/* Gaps of a QPV for a type, all communes together. */
static figure gap_figure(const world *w, char **subject, const char *key)
{
    double n = 0, people = 0, area = 0;
    const char *reason = "";
    for (size_t i = 0; i < w->cov->n_gaps; i++) {
        const coverage_gap *gap = &w->cov->gaps[i];
        if (strcmp(w->t->qpvs[gap->qpv].code.s, subject[0]) != 0 ||
            strcmp(w->cov->type_names[gap->type], subject[1]) != 0)
            continue;
        n++;
        people += gap->pop;
        area += gap->area_m2;
        reason = coverage_state_names[gap->reason];
    }
    if (strcmp(key, "n") == 0)
        return number(n);
    if (strcmp(key, "pop") == 0)
        return number(people);
    if (strcmp(key, "area") == 0)
        return number(area);
    if (strcmp(key, "motif") == 0)
        return text(reason);
    return (figure){0, NULL, false};
}

/* Overlaps of a type, all communes together. */
static figure overlap_figure(const world *w, char **subject, const char *key)
{
    double n = 0, people = 0, area = 0;
    for (size_t i = 0; i < w->cov->n_overlaps; i++) {
        const coverage_overlap *overlap = &w->cov->overlaps[i];
        if (strcmp(w->cov->type_names[overlap->type], subject[0]) != 0)
            continue;
        n++;
        people += overlap->pop;
        area += overlap->area_m2;
    }
    return strcmp(key, "n") == 0      ? number(n)
           : strcmp(key, "pop") == 0  ? number(people)
           : strcmp(key, "area") == 0 ? number(area)
                                      : (figure){0, NULL, false};
}

static figure relation_figure(const world *w, char **subject, const char *key)
{
    for (size_t i = 0; i < w->cov->n_relations; i++) {
        const coverage_relation *r = &w->cov->relations[i];
        if (strcmp(w->inv->dispositifs[r->a].id, subject[0]) != 0 ||
            strcmp(w->inv->dispositifs[r->b].id, subject[1]) != 0)
            continue;
        return strcmp(key, "lien") == 0     ? text(coverage_link_names[r->link])
               : strcmp(key, "pop") == 0    ? number(r->pop)
               : strcmp(key, "part_a") == 0 ? number(r->part_a)
               : strcmp(key, "part_b") == 0 ? number(r->part_b)
                                            : (figure){0, NULL, false};
    }
    return strcmp(key, "lien") == 0 ? text("none") : (figure){0, NULL, false};
}

/* Kinds of subjects: their name, how many words name one, whose level they are. */
typedef struct subject_kind {
    const char *name;
    unsigned n_words;
    mlg_level level;
    figure (*of_zone)(const world *w, mlg_level level, char **subject, const char *key);
    figure (*of_other)(const world *w, char **subject, const char *key);
} subject_kind;

static const subject_kind kinds[] = {
    {"face", 2, MLG_QPV, NULL, face_figure},
    {"dispositif", 1, MLG_QPV, NULL, contract_figure},
    {"gap", 2, MLG_QPV, NULL, gap_figure},
    {"overlap", 1, MLG_QPV, NULL, overlap_figure},
    {"relation", 2, MLG_QPV, NULL, relation_figure},
    {"qpv", 2, MLG_QPV, cell_figure, NULL},
    {"commune", 2, MLG_COMMUNE, cell_figure, NULL},
    {"epci", 2, MLG_EPCI, cell_figure, NULL},
    {"departement", 2, MLG_DEPARTEMENT, cell_figure, NULL},
    {"region", 2, MLG_REGION, cell_figure, NULL},
    {"contrat", 2, MLG_CONTRAT_VILLE, cell_figure, NULL},
    {"zone.qpv", 1, MLG_QPV, zone_figure, NULL},
    {"zone.commune", 1, MLG_COMMUNE, zone_figure, NULL},
    {"zone.epci", 1, MLG_EPCI, zone_figure, NULL},
    {"zone.region", 1, MLG_REGION, zone_figure, NULL},
    {"zone.contrat", 1, MLG_CONTRAT_VILLE, zone_figure, NULL},
};

/* "key=value" against what is found; NULL when they agree. */
static char *check_pair(const world *w, const subject_kind *kind, char **subject, const char *pair,
                        double tolerance)
{
    const char *equal = strchr(pair, '=');
    if (equal == NULL)
        return g_strdup_printf("no value in %s", pair);
    g_autofree char *key = g_strndup(pair, (gsize)(equal - pair));
    figure f = kind->of_zone != NULL ? kind->of_zone(w, kind->level, subject, key)
                                     : kind->of_other(w, subject, key);
    if (!f.known)
        return g_strdup_printf("no figure %s", key);
    if (f.text != NULL)
        return strcmp(f.text, equal + 1) == 0 ? NULL : g_strdup_printf("%s=%s", key, f.text);
    double expected =
        strcmp(equal + 1, "NULL") == 0 ? (double)NAN : g_ascii_strtod(equal + 1, NULL);
    bool same = (isnan(expected) && isnan(f.number)) || fabs(f.number - expected) <= tolerance;
    return same ? NULL : g_strdup_printf("%s=%.12g", key, f.number);
}

char *world_expect(const world *w, const char *line)
{
    g_auto(GStrv) sides = g_strsplit(line, "+-", 2);
    double tolerance = sides[1] != NULL ? g_ascii_strtod(sides[1], NULL) : TOLERANCE;
    g_auto(GStrv) parts = g_strsplit_set(g_strstrip(sides[0]), " ", -1);
    for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
        if (strcmp(parts[0], kinds[k].name) != 0)
            continue;
        if (g_strv_length(parts) < kinds[k].n_words + 2)
            return g_strdup("too few words");
        for (char **pair = parts + 1 + kinds[k].n_words; *pair != NULL; pair++) {
            char *found =
                **pair == '\0' ? NULL : check_pair(w, &kinds[k], parts + 1, *pair, tolerance);
            if (found != NULL)
                return found;
        }
        return NULL;
    }
    if (strcmp(parts[0], "finding") == 0)
        return world_count_findings(w, parts[1]) > 0 ? NULL : g_strdup("none");
    return g_strdup("nothing of that name");
}
