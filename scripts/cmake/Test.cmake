# Test.cmake - one-line registration of tests. Every test has a label: unit case cli prop meta slow,
# and qgis, postgis, office or chromium when it needs one of these (scripts/test --all).

# A test must not depend on who runs it: language, time zone, colour and sanitizers are fixed here.
set(MLG_TEST_ENVIRONMENT
    "LC_ALL=C.UTF-8" "LANGUAGE=fr" "TZ=UTC" "NO_COLOR=1"
    "MLG_SOURCE_DIR=${PROJECT_SOURCE_DIR}" "MLG_BINARY_DIR=${PROJECT_BINARY_DIR}"
    "G_SLICE=always-malloc" # GLib's own blocks would hide overflows and races from the sanitizers
    "ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1"
    "UBSAN_OPTIONS=print_stacktrace=1"
    "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0"
    "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/tsan.supp")

# mlg_add_test(NAME LABEL... COMMAND command...): any test.
function(mlg_add_test name)
    cmake_parse_arguments(arg "" "" "LABELS;COMMAND" ${ARGN})
    add_test(NAME ${name} COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}/tests")
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 300
                         ENVIRONMENT "${MLG_TEST_ENVIRONMENT}")
endfunction()

# mlg_test_program(NAME SOURCES... [ROOMS...]): a program on some rooms (all when none is named),
# tests/support and CMocka. Registers nothing.
function(mlg_test_program name)
    cmake_parse_arguments(arg "" "" "SOURCES;ROOMS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src"
        "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/tests")
    if(arg_ROOMS)
        mlg_use_rooms(${name} ${arg_ROOMS})
    else()
        target_link_libraries(${name} PRIVATE mlg_core mlg_flags)
    endif()
    target_link_libraries(${name} PRIVATE mlg_support PkgConfig::cmocka)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
endfunction()

# mlg_unit_test(ROOM test_<room>_<file>.c...): one program a file, that sees the room and what is
# below it, so that it builds and runs while other rooms are broken.
function(mlg_unit_test room)
    mlg_room_closure(${room} rooms)
    foreach(source IN LISTS ARGN)
        cmake_path(GET source STEM name)
        mlg_test_program(${name} SOURCES ${source} ROOMS ${rooms})
        string(REGEX REPLACE "^test_" "unit." test ${name})
        mlg_add_test(${test} LABELS unit COMMAND ${name})
    endforeach()
endfunction()
