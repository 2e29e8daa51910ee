#!/bin/sh
# findings.sh - every finding code the sources emit is in src/base/findings.def, once, and every code
# of the table is emitted somewhere.
. "$(dirname "$0")/lib.sh"

sed -n 's/^ *MLG_FINDING("\([^"]*\)".*/\1/p' src/base/findings.def | sort >"$work/all"
uniq -d "$work/all" | fault "twice in findings.def: the second is never used"
uniq "$work/all" >"$work/table"
find src -name '*.[ch]' -exec cat {} + | tr '\n' ' ' | grep -oE '\.code = "[a-z0-9-]+"' |
    sed 's/.*"\(.*\)"/\1/' | sort -u >"$work/emitted"
comm -13 "$work/table" "$work/emitted" | fault "emitted, not in findings.def"
find src -name '*.[ch]' ! -name 'findings.def' -exec cat {} + >"$work/sources"
while read -r code; do
    grep -q "\"$code\"" "$work/sources" || echo "$code"
done <"$work/table" | fault "in findings.def, never emitted"
verdict
