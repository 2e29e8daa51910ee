set(tests
    test_mesh_edge_rule.c
    test_mesh_faces.c
    test_mesh_grid.c
    test_mesh_grids.c
    test_mesh_match.c
    test_mesh_outside.c
    test_mesh_pack.c
    test_mesh_perimeters.c
    test_mesh_population.c
    test_mesh_population_cells.c
    test_mesh_scan.c
    test_mesh_shape.c
    test_mesh_weights.c
    test_mesh_zones.c
)
mlg_unit_test(mesh ${tests})
foreach(test IN LISTS tests)
    cmake_path(GET test STEM name)
    target_link_libraries(${name} PRIVATE mlg_world)
endforeach()
target_link_libraries(test_mesh_pack PRIVATE mlg_packs)
