mlg_unit_test(report test_report_render.c)
