mlg_unit_test(crs
    test_crs_identify.c
    test_crs_transform.c
)
