set(tests
    test_output_fields.c
    test_output_formats.c
    test_output_geometry.c
    test_output_layers.c
    test_output_ods.c
    test_output_sheet.c
    test_output_target.c
    test_output_version.c
)
mlg_unit_test(output ${tests})
foreach(test IN LISTS tests)
    cmake_path(GET test STEM name)
    target_link_libraries(${name} PRIVATE mlg_world)
endforeach()
