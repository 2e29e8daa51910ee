#!/bin/sh
# size.sh - a file fits in a head (400 lines), a function on a screen (60 lines between its braces),
# and a source says in its first three lines what it is for. A script of QGIS is one file whatever it
# does: QGIS copies and loads it alone.
. "$(dirname "$0")/lib.sh"

find src include scripts tests -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.cmake' \
    -o -name CMakeLists.txt -o -path 'scripts/*' \) ! -name '*.pyc' ! -path scripts/qgis/maillage_couverture.py | sort >"$work/files"
xargs wc -l <"$work/files" | awk '$1 > 400 && $2 != "total" { print $2 " has " $1 " lines" }' |
    fault "more than 400 lines"

c_files src include tests | xargs awk '
    FNR == 1 { named = 0; inside = 0 }
    FNR <= 3 {
        n = split(FILENAME, path, "/")
        if (index($0, path[n])) named = 1
    }
    FNR == 3 && !named { print FILENAME ": the first three lines do not name it and say its purpose" }
    /^\{$/ { inside = 1; start = FNR }
    /^\}$/ && inside {
        if (FNR - start - 1 > 60) print FILENAME ":" start ": " FNR - start - 1 " lines in a function"
        inside = 0
    }' | fault "style"
verdict
