# Data.cmake - what the program reads at run time, laid out in the build tree as when installed:
# share/maillage (geodata/) and share/locale (the French catalogue, one .po for both domains).
file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/share")
file(CREATE_LINK "${PROJECT_SOURCE_DIR}/geodata" "${PROJECT_BINARY_DIR}/share/maillage" SYMBOLIC)

set(po "${PROJECT_SOURCE_DIR}/geodata/locale/fr.po")
set(folder "${PROJECT_BINARY_DIR}/share/locale/fr/LC_MESSAGES")
file(MAKE_DIRECTORY "${folder}")
add_custom_command(OUTPUT "${folder}/maillage.mo" "${folder}/maillage-data.mo"
    COMMAND ${MSGFMT} --check-format -o "${folder}/maillage.mo" "${po}"
    COMMAND ${CMAKE_COMMAND} -E copy "${folder}/maillage.mo" "${folder}/maillage-data.mo"
    DEPENDS "${po}" VERBATIM)
add_custom_target(mlg_catalogues ALL DEPENDS "${folder}/maillage.mo")

install(DIRECTORY geodata/ DESTINATION "${CMAKE_INSTALL_DATADIR}/maillage" COMPONENT maillage
        PATTERN locale EXCLUDE)
install(DIRECTORY "${PROJECT_BINARY_DIR}/share/locale" DESTINATION "${CMAKE_INSTALL_DATADIR}"
        COMPONENT maillage)

# For the Processing toolbox of QGIS, with its guide.
install(FILES scripts/qgis/maillage_couverture.py scripts/qgis/LISEZMOI.md
        DESTINATION "${CMAKE_INSTALL_DATADIR}/maillage/qgis" COMPONENT maillage)
