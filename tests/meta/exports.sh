#!/bin/sh
# exports.sh LIBRARY - the library exports what the public headers declare with MLG_API, all of it
# and nothing else, and all of it is called mlg_*.
. "$(dirname "$0")/lib.sh"

# names that begin with _ are the linker's and the sanitizers'
nm -D --defined-only "$1" | awk '{ print $NF }' | sed 's/@.*//' | grep -v '^_' | sort -u >"$work/exported"
code_of include/maillage | sed 's/^[^:]*:[^:]*://; /^#/d' | tr '\n' ' ' | sed 's/MLG_API/\
MLG_API/g' | sed -n 's/^MLG_API[^(]*[ *]\(mlg_[a-z0-9_]*\)(.*/\1/p' | sort -u >"$work/declared"
grep -v '^mlg_' "$work/exported" | fault "exported without the prefix mlg_" || true
comm -23 "$work/exported" "$work/declared" | fault "exported, in no public header"
comm -13 "$work/exported" "$work/declared" | fault "declared MLG_API, not in the library"
verdict
