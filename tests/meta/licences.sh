#!/bin/sh
# licences.sh - geodata/licences/datasets.csv has a row for each dataset that is recognised, and no
# other; its licences are those that src/style/licences.c knows.
. "$(dirname "$0")/lib.sh"

table=geodata/licences/datasets.csv
sed -n 's/^    {"\([a-z0-9-]*\)", [A-Z].*/\1/p' src/source/registry.c | sort >"$work/known"
tail -n +2 "$table" | cut -d ';' -f 1 | sort >"$work/told"
[ -s "$work/known" ] || echo "src/source/registry.c" | fault "no dataset was found in"
comm -3 "$work/known" "$work/told" | fault "in one of src/source/registry.c, $table only" || true
tail -n +2 "$table" | cut -d ';' -f 4 | sort -u | while read -r key; do
    [ -z "$key" ] || grep -q "{\"$key\", N_(" src/style/licences.c || echo "$key"
done | fault "licence that src/style/licences.c does not know" || true
awk -F ';' 'NF != 5 { print FILENAME ":" FNR }' "$table" | fault "not five fields" || true
verdict
