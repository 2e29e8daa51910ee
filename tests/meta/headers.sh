#!/bin/sh
# headers.sh CC [CXX] - each public header compiles alone, in C11 and in C++17, without a warning, and
# needs nothing of a third party; the umbrella includes them all.
. "$(dirname "$0")/lib.sh"
cc=$1
cxx=${2-}

for header in include/maillage/*.h; do
    name=maillage/$(basename "$header")
    echo "#include <$name>" >"$work/alone.c"
    cp "$work/alone.c" "$work/alone.cpp"
    "$cc" -std=c11 -pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only "$work/alone.c" \
        2>&1 | fault "C11: $name"
    if [ -n "$cxx" ]; then
        "$cxx" -std=c++17 -pedantic -Wall -Wextra -Werror -Iinclude -fsyntax-only "$work/alone.cpp" \
            2>&1 | fault "C++17: $name"
    fi
    sed -n 's/^#include <\(.*\)>.*/\1/p' "$header" | grep -vE '^(std(bool|def|int|arg)|stdio)\.h$' |
        fault "$name includes" || true
    [ "$name" = maillage/maillage.h ] || [ ! -e include/maillage/maillage.h ] ||
        grep -q "\"$(basename "$header")\"" include/maillage/maillage.h ||
        echo "$name" | fault "missing in maillage.h"
done
verdict
