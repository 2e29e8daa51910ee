mlg_unit_test(source
    test_source_alias.c
    test_source_bad.c
    test_source_communes.c
    test_source_contracts.c
    test_source_epci.c
    test_source_grid.c
    test_source_grid_files.c
    test_source_inventory.c
    test_source_movements.c
    test_source_population.c
    test_source_qpv.c
    test_source_registry.c
    test_source_zoning.c
)
target_link_libraries(test_source_grid_files PRIVATE GDAL::GDAL) # writes layers and rasters

# The real files, when they are beside the project.
mlg_room_closure(source rooms)
mlg_test_program(test_source_real SOURCES test_source_real.c ROOMS ${rooms})
mlg_add_test(real.source LABELS real COMMAND test_source_real)
mlg_test_program(test_source_vintages_real SOURCES test_source_vintages_real.c ROOMS ${rooms})
mlg_add_test(real.vintages LABELS real COMMAND test_source_vintages_real)
set_tests_properties(real.vintages PROPERTIES SKIP_RETURN_CODE 77)
