#!/bin/sh
# install.sh BUILD CMAKE GENERATOR CC [FLAGS] - the installed tree is enough to build a program on the library,
# through CMake and through pkg-config, and the installed program runs from its new place.
. "$(dirname "$0")/lib.sh"
build=$1 cmake=$2 generator=$3 cc=$4 flags=${5-}

prefix=$work/prefix
"$cmake" --install "$build" --prefix "$prefix" >"$work/log" 2>&1 || { cat "$work/log" && exit 1; }
version=$(sed -n 's/^#define MLG_VERSION "\(.*\)"/\1/p' include/maillage/version.h)

# check NAME PROGRAM: the consumer prints the library's version
check() {
    said=$(LD_LIBRARY_PATH=$prefix/lib "$2" 2>&1) || true
    [ "$said" = "maillage $version" ] || echo "$said" | fault "$1"
}

"$cmake" -S tests/meta/consumer -B "$work/cmake" -G "$generator" -D CMAKE_C_COMPILER="$cc" \
    -D CMAKE_C_FLAGS="$flags" -D CMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 &&
    "$cmake" --build "$work/cmake" >"$work/log" 2>&1 || fault "CMake" <"$work/log"
check "CMake" "$work/cmake/consumer"

PKG_CONFIG_PATH=$(find "$prefix" -name pkgconfig)
export PKG_CONFIG_PATH
# shellcheck disable=SC2046,SC2086 # lists of flags
"$cc" $flags tests/meta/consumer/consumer.c $(pkg-config --cflags --libs maillage) \
    -o "$work/consumer" 2>"$work/log" || fault "pkg-config" <"$work/log"
check "pkg-config" "$work/consumer"

if [ -x "$prefix/bin/maillage" ]; then
    cd /
    "$prefix/bin/maillage" --version >"$work/log" 2>&1 || fault "installed program" <"$work/log"
    LANGUAGE=fr LC_ALL=C.UTF-8 "$prefix/bin/maillage" --help >"$work/log" 2>&1 || true
    # the catalogue is found beside the program
    [ ! -e "$prefix/share/locale/fr/LC_MESSAGES/maillage.mo" ] &&
        echo "share/locale/fr/LC_MESSAGES/maillage.mo" | fault "not installed"
    for data in demo/LISEZMOI.md inventaire/dispositifs.csv qgis/maillage_couverture.py qgis/LISEZMOI.md; do
        [ -f "$prefix/share/maillage/$data" ] || echo "share/maillage/$data" | fault "not installed"
    done
fi
verdict
