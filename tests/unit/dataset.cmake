mlg_unit_test(dataset
    test_dataset_csv.c
    test_dataset_open.c
    test_dataset_geojson.c
    test_dataset_rows.c
    test_dataset_sha256.c
    test_dataset_writer.c
)
