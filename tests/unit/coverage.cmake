set(tests
    test_coverage_cells.c
    test_coverage_cells_qpv.c
    test_coverage_contested.c
    test_coverage_contracts.c
    test_coverage_dispositifs.c
    test_coverage_empty.c
    test_coverage_extents.c
    test_coverage_figures.c
    test_coverage_generations.c
    test_coverage_indicators.c
    test_coverage_lists.c
    test_coverage_max_cover.c
    test_coverage_options.c
    test_coverage_ranges.c
    test_coverage_surveys.c
    test_coverage_timeline.c
    test_coverage_units.c
    test_coverage_vintages.c
    test_coverage_zones.c
    test_coverage_zonings.c
)
mlg_unit_test(coverage ${tests})
foreach(test IN LISTS tests)
    cmake_path(GET test STEM name)
    target_link_libraries(${name} PRIVATE mlg_world)
endforeach()
