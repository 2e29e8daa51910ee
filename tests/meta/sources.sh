#!/bin/sh
# sources.sh SOURCES_LIST - every .c file of a room is in the list of its CMakeLists.txt.
. "$(dirname "$0")/lib.sh"

find src -mindepth 2 -name '*.c' | sort >"$work/disk"
grep . "$1" | sort >"$work/listed"
comm -23 "$work/disk" "$work/listed" | fault "in no CMakeLists.txt"
for program in $(find tests/unit -name 'test_*.c' | sort); do
    grep -q "$(basename "$program")" tests/unit/*.cmake || echo "$program"
done | fault "in no tests/unit/<room>.cmake"
verdict
