# setup.sh - what the commands of scripts/ share: the packages they need on a bare Debian 12, and a
# build by preset. Read with `.` from the top of the repository.
# shellcheck shell=sh

bold= plain=
if [ -t 2 ] && [ -z "${NO_COLOR-}" ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi
say() { printf '%s\n' "$bold==>$plain $*" >&2; }
die() { printf 'error: %s\n' "$*" >&2 && exit 1; }

# Root without sudo (containers, chroots), sudo else; a machine that lacks nothing needs neither.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        die "neither root nor sudo; as root: $*"
    fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# One of A|B is enough: a desktop has A's other form, which A would replace.
any_installed() {
    for one in $(echo "$1" | tr '|' ' '); do
        installed "$one" && return 0
    done
    return 1
}

# need LEVEL...: installs the packages of scripts/lib/packages at these levels that are missing.
need() {
    missing=
    for level in "$@"; do
        for package in $(sed -n "s/^$level //p" scripts/lib/packages); do
            any_installed "$package" || missing="$missing ${package%%|*}"
        done
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || die "no apt-get here; install by hand:$missing"
    say "installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get -q update >&2
    # shellcheck disable=SC2086 # a list
    as_root apt-get -q install -y --no-install-recommends $missing >&2
}

# build PRESET [cmake options]: configures and builds build/PRESET, quietly while all goes well.
build() {
    preset=$1 && shift
    say "building build/$preset"
    log=$(cmake --preset "$preset" "$@" 2>&1) || {
        printf '%s\n' "$log" >&2
        die "build/$preset is not configured"
    }
    # a terminal shows one moving line, a log only what went wrong
    if [ -t 2 ]; then
        NINJA_STATUS='[%f/%t] ' cmake --build "build/$preset" >&2
    else
        cmake --build "build/$preset" -- --quiet >&2
    fi
}
