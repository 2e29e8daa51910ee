mlg_unit_test(term
    test_term_interrupt.c
    test_term_language.c
    test_term_options.c
    test_term_progress.c
    test_term_screen.c
)
add_dependencies(test_term_language mlg_catalogues)
