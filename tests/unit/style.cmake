mlg_unit_test(style
    test_style_metadata.c
    test_style_project.c
    test_style_qml.c
)
