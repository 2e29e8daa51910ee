mlg_unit_test(store test_store_functions.c test_store_result.c test_store_spatialite.c
              test_store_sql.c)
