mlg_unit_test(report
    test_report_compare.c
    test_report_gaps.c
    test_report_rank.c
    test_report_render.c
    test_report_summary.c
    test_report_zonage.c
)
