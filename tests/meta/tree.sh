#!/bin/sh
# tree.sh - the top of the repository holds these and nothing else (dotfiles apart).
. "$(dirname "$0")/lib.sh"

git rev-parse --is-inside-work-tree >/dev/null 2>&1 || {
    echo "skipped: not a git work tree"
    exit 77
}
git ls-files | sed 's|/.*||' | sort -u |
    grep -vE '^(\..*|LICENSE|CMakePresets\.json|CMakeLists\.txt|README\.md|src|include|geodata|scripts|tests)$' |
    fault "not at home at the top" || true
verdict
