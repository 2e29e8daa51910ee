mlg_unit_test(inventory
    test_inventory_aliases.c
    test_inventory_builder.c
    test_inventory_cells.c
    test_inventory_findings_cells.c
    test_inventory_findings_chains.c
    test_inventory_findings_dispositifs.c
    test_inventory_findings_perimetres.c
    test_inventory_findings_recensement.c
    test_inventory_force.c
    test_inventory_perimeters.c
    test_inventory_succession.c
)
foreach(test builder findings_cells findings_chains findings_dispositifs findings_perimetres
             findings_recensement perimeters succession)
    add_dependencies(test_inventory_${test} mlg_catalogues)
endforeach()
# The template needs the rooms that write and read it.
mlg_test_program(test_inventory_template SOURCES test_inventory_template.c)
mlg_add_test(unit.inventory_template LABELS unit COMMAND test_inventory_template)
