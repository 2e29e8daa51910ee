# Package.cmake - what is installed, and the Debian packages made of it: maillage (the program),
# libmaillage0 (the library) and libmaillage-dev (headers, CMake package, pkg-config file).
include(CMakePackageConfigHelpers)
