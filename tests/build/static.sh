# A service with librevanalytics.a in it runs where there is no shared library, and the archive
# shows the names of lib/SYMBOLS and no others.
# usage: static.sh ROOT PREFIX CMAKE CC NM
set -eu
root=$1 prefix=$2 cmake=$3 compiler=$4 nm=$5

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "$*"
    exit 1
}
archive=$(find "$prefix" -name librevanalytics.a)
"$nm" -g --defined-only "$archive" | awk 'NF == 3 {print $3}' | LC_ALL=C sort >"$work/symbols"
diff "$root/lib/SYMBOLS" "$work/symbols" || fail "these names of the archive are not lib/SYMBOLS"

# alone PROGRAM: it needs no librevanalytics.so, and runs
alone() {
    ! readelf -d "$1" | grep -q 'NEEDED.*librevanalytics' || fail "$1 needs the shared library"
    said=$("$1" "$1.store")
    test "$said" = "revenue_net: 275.00 USD" || fail "$1 says: $said"
}

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name revanalytics.pc)")
export PKG_CONFIG_PATH
flags=$(pkg-config --cflags --libs --static revanalytics)
"$compiler" -o "$work/linked" "$root/examples/pkg-config/main.c" \
    $(echo "$flags" | sed 's/-lrevanalytics/-l:librevanalytics.a/')
alone "$work/linked"

# Wholly static, where the distribution has archives of the others, too.
echo 'int main(void) { return 0; }' >"$work/empty.c"
if "$compiler" -static -o "$work/empty" "$work/empty.c" \
    $(echo "$flags" | sed 's/-lrevanalytics//') 2>/dev/null; then
    "$compiler" -static -o "$work/static" "$root/examples/pkg-config/main.c" $flags
    alone "$work/static"
else
    echo "there are no archives of lmdb and msgpack-c to link with"
fi

# The shared library's users need none of that.
! pkg-config --libs revanalytics | grep -q lmdb || fail "the shared library asks for lmdb"

cp "$root/examples/pkg-config/main.c" "$work"
cat >"$work/CMakeLists.txt" <<'END_OF_LISTS'
cmake_minimum_required(VERSION 3.25)
project(service LANGUAGES C)
find_package(revanalytics 0.1 REQUIRED COMPONENTS static)
add_executable(service main.c)
target_link_libraries(service PRIVATE revanalytics::static)
END_OF_LISTS
"$cmake" -S "$work" -B "$work/build" \
    -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$compiler" >/dev/null
"$cmake" --build "$work/build" >/dev/null
alone "$work/build/service"
