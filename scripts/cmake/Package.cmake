# Package.cmake - what is installed, and the Debian packages made of it: maillage (the program),
# libmaillage0 (the library) and libmaillage-dev (headers, CMake package, pkg-config file).
include(CMakePackageConfigHelpers)

install(TARGETS maillage EXPORT maillageTargets
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT libmaillage0
            NAMELINK_COMPONENT libmaillage-dev)
install(DIRECTORY include/maillage DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT libmaillage-dev)
if(TARGET mlg_cli)
    install(TARGETS mlg_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT maillage)
endif()

# Nothing of a third party crosses the public headers: the package depends on no other one.
set(config "${CMAKE_INSTALL_LIBDIR}/cmake/maillage")
install(EXPORT maillageTargets NAMESPACE maillage:: DESTINATION "${config}" COMPONENT libmaillage-dev)
file(WRITE "${PROJECT_BINARY_DIR}/maillageConfig.cmake"
     "include(\"\${CMAKE_CURRENT_LIST_DIR}/maillageTargets.cmake\")\n")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/maillageConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/maillageConfig.cmake"
              "${PROJECT_BINARY_DIR}/maillageConfigVersion.cmake"
        DESTINATION "${config}" COMPONENT libmaillage-dev)

# pcfiledir keeps the file true wherever the tree is installed.
file(RELATIVE_PATH up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" up "${up}")
file(WRITE "${PROJECT_BINARY_DIR}/maillage.pc" "prefix=\${pcfiledir}/${up}
Name: maillage
Description: ${PROJECT_DESCRIPTION}
Version: ${PROJECT_VERSION}
Cflags: -I\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}
Libs: -L\${prefix}/${CMAKE_INSTALL_LIBDIR} -lmaillage
")
install(FILES "${PROJECT_BINARY_DIR}/maillage.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
        COMPONENT libmaillage-dev)

# dpkg-shlibdeps finds what the binaries need; nothing is typed by hand.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "maillage")
set(CPACK_PACKAGE_CONTACT "The maillage developers <maillage@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_COMPONENTS_ALL maillage libmaillage0 libmaillage-dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_LIBRARY_OUTPUT_DIRECTORY}")
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_COMPONENT_MAILLAGE_DEPENDS libmaillage0)
set(CPACK_COMPONENT_LIBMAILLAGE-DEV_DEPENDS libmaillage0)
set(CPACK_DEBIAN_MAILLAGE_PACKAGE_NAME maillage)
set(CPACK_DEBIAN_MAILLAGE_PACKAGE_SECTION science)
set(CPACK_DEBIAN_LIBMAILLAGE0_PACKAGE_NAME libmaillage0)
set(CPACK_DEBIAN_LIBMAILLAGE0_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBMAILLAGE-DEV_PACKAGE_NAME libmaillage-dev)
set(CPACK_DEBIAN_LIBMAILLAGE-DEV_PACKAGE_SECTION libdevel)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${component}" RENAME copyright
            COMPONENT ${component})
endforeach()
include(CPack)
