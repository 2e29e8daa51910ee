# lib.sh - a PostgreSQL 15 of the test's own: on a socket in a temporary folder, where nobody is
# asked for a password, and on 127.0.0.1, where all are. Source it with the program in $1.
#
#   $work    the temporary folder, removed at the end with the server
#   $port    of both
#   $db      address of database `demo` as its owner, with the PostGIS extension
#   sql ...  psql on it, bare rows; sql_of DATABASE USER ... elsewhere
#   cover ...  the demonstration, from its folder; what it says is in $work/err
#   expect CODE TEXT... after `status=0; cover ... || status=$?`: exit code, and texts that were said
set -eu
bin=/usr/lib/postgresql/15/bin
if [ ! -x $bin/postgres ] || ! command -v ogr2ogr >/dev/null; then
    echo "skipped: PostgreSQL 15 or ogr2ogr is not installed (scripts/test --all installs them)"
    exit 77
fi
maillage=$(readlink -f "$1")
tests=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); else "$@"; fi
}
stop_server() { as_postgres $bin/pg_ctl -D "$work/data" -m immediate -w stop >/dev/null 2>&1 || true; }
start_server() {
    as_postgres $bin/pg_ctl -D "$work/data" -w -t 120 -l "$work/data/log" \
        -o "-c listen_addresses=127.0.0.1 -c port=$port -c fsync=off -k $work/socket" start >/dev/null
}
trap 'stop_server; rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/data" "$work/socket" "$work/out"
[ "$(id -u)" != 0 ] || chown postgres "$work/data" "$work/socket"
as_postgres $bin/initdb -D "$work/data" -U maillage -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
printf '%s\n' 'local all all trust' 'host all all 127.0.0.1/32 scram-sha-256' >"$work/data/pg_hba.conf"
# a port that nobody has
port=$((20000 + $$ % 20000))
until start_server 2>/dev/null; do
    port=$((port + 1))
    [ $port -lt 42000 ] || { cat "$work/data/log"; exit 1; }
done
sql_of() {
    in=$1 as=$2
    shift 2
    psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$work/socket" -p $port -U "$as" "$in" "$@"
}
sql() { sql_of demo maillage "$@"; }
sql_of postgres maillage -c 'CREATE DATABASE demo'
sql -c 'CREATE EXTENSION postgis'
db="PG:host=$work/socket port=$port user=maillage dbname=demo"
export LC_ALL=C.UTF-8 LANGUAGE=
cd "$tests/../../geodata/demo"
cover() {
    "$maillage" cover --communes communes.gpkg --qpv qpv.gpkg --epci epcicom.csv --population population.csv \
        --pop-qpv pop_qpv.csv --inventaire inventaire.xlsx --date 2026-06-30 "$@" >"$work/said" 2>"$work/err"
}
fail() {
    echo "FAILED: $*"
    cat "$work/err"
    exit 1
}
expect() {
    [ "$status" = "$1" ] || fail "exit $status, expected $1"
    shift
    for text; do
        grep -qF -- "$text" "$work/err" || fail "not said: $text"
    done
    ! grep -q secret "$work/err" "$work/said" || fail "a password was shown"
}
# Rows of all tables of a schema, in order: `rows demo >FILE`.
rows() {
    for table in $(sql -c "SELECT tablename FROM pg_tables WHERE schemaname = '$1' AND tablename <> 'spatial_ref_sys' ORDER BY 1"); do
        echo "$table"
        sql -c "COPY (SELECT * FROM \"$1\".\"$table\" ORDER BY fid) TO STDOUT"
    done
}
