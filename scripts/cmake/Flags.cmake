# Flags.cmake - warnings, sanitizers and definitions of our own code, as one INTERFACE target that
# is never installed. Users of the library see none of them.
add_library(mlg_flags INTERFACE)
target_compile_definitions(mlg_flags INTERFACE _POSIX_C_SOURCE=200809L GEOS_USE_ONLY_R_API)
target_compile_options(mlg_flags INTERFACE
    -Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes -Wvla $<$<BOOL:${MLG_WERROR}>:-Werror>)
target_link_libraries(mlg_flags INTERFACE PkgConfig::glib Threads::Threads m)

if(MLG_SANITIZE)
    set(sanitize -fsanitize=${MLG_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    if(MLG_BUILD_FUZZERS)
        list(APPEND sanitize -fsanitize=fuzzer-no-link)
    endif()
    # instrumented code hides the ranges of values from gcc, which then warns of what cannot be
    target_compile_options(mlg_flags INTERFACE ${sanitize}
        $<$<C_COMPILER_ID:GNU>:-Wno-format-truncation>)
    target_link_options(mlg_flags INTERFACE ${sanitize})
endif()
if(MLG_COVERAGE)
    target_compile_options(mlg_flags INTERFACE --coverage)
    target_link_options(mlg_flags INTERFACE --coverage)
endif()
