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
