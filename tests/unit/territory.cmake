set(tests
    test_territory_communes.c
    test_territory_generations.c
    test_territory_groups.c
    test_territory_history.c
    test_territory_populations.c
    test_territory_qpvs.c
    test_territory_zonings.c
    test_territory_vintages.c
)
mlg_unit_test(territory ${tests})
foreach(test IN LISTS tests)
    cmake_path(GET test STEM name)
    target_link_libraries(${name} PRIVATE mlg_world)
endforeach()
