# lib.sh - what the checks of tests/meta share; read with `.`, from any folder.
# shellcheck shell=sh disable=SC2034 # the variables are for the readers
set -eu
export LC_ALL=C
source_dir=${MLG_SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
meta=$source_dir/tests/meta
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/faults"
cd "$source_dir"

c_files() { find "$@" -name '*.[ch]' | sort; }

# Code of C files without comments and literals, as FILE:LINE:code.
code_of() { c_files "$@" | xargs awk -f "$meta/code.awk"; }

# Adds what is read to the faults, each line after the sentence that says what is wrong.
fault() { WHY=$1 awk '{ print ENVIRON["WHY"] ": " $0 }' >>"$work/faults"; }

# Shows the faults and ends: 0 when there is none.
verdict() {
    [ -s "$work/faults" ] || exit 0
    cat "$work/faults"
    exit 1
}
