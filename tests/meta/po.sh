#!/bin/sh
# po.sh - every message of the sources has its French translation in geodata/locale/fr.po.
. "$(dirname "$0")/lib.sh"

command -v xgettext >/dev/null || {
    echo "skipped: gettext is not installed"
    exit 77
}
exec scripts/update-po --check
