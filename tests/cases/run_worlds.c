/*
 * run_worlds.c - runs case files of territories and dispositifs (coverage/README.md): run_worlds
 * FILE... Ends with 1 when an expectation fails, each told as file:line.
 */
#include "cases/world_case.h"

static const world_way ways[] = {{"as written", false, 1}, {"rows turned round", true, 2}};

int main(int argc, char **argv)
{
    unsigned n_expectations = 0, n_failures = 0;
    for (int i = 1; i < argc; i++) {
        char *problem = NULL;
        GPtrArray *cases = world_cases_read(argv[i], &problem);
        if (cases == NULL) {
            (void)fprintf(stderr, "%s:%s\n", argv[i], problem);
            g_free(problem);
            return 2;
        }
        for (guint c = 0; c < cases->len; c++) {
            for (size_t k = 0; k < G_N_ELEMENTS(ways); k++)
                n_failures +=
                    world_case_run(g_ptr_array_index(cases, c), argv[i], &ways[k], &n_expectations);
        }
        g_ptr_array_unref(cases);
    }
    (void)printf("%u expectations, %u failures\n", n_expectations, n_failures);
    return n_failures > 0 || n_expectations == 0;
}
