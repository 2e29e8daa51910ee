mlg_unit_test(base
    test_base_bitset.c
    test_base_cell.c
    test_base_code.c
    test_base_date.c
    test_base_enums.c
    test_base_error.c
    test_base_finding.c
    test_base_finding_list.c
    test_base_language.c
    test_base_pack.c
    test_base_number.c
    test_base_parallel.c
    test_base_xml.c
    test_base_zip.c
)
target_link_libraries(test_base_pack PRIVATE mlg_packs)
add_dependencies(test_base_language mlg_catalogues)
