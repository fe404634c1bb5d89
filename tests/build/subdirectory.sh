# A project that has the library in a folder of its own links it, shared and static; of ours it
# builds and installs what it links and no more.
# usage: subdirectory.sh ROOT CMAKE CC
set -eu
root=$1 cmake=$2 compiler=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "$*"
    exit 1
}
cp "$root/examples/pkg-config/main.c" "$work"
cat >"$work/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(service LANGUAGES C)
set(RVA_BUILD_STATIC ON)
add_subdirectory("$root" revanalytics EXCLUDE_FROM_ALL)
add_executable(service main.c)
target_link_libraries(service PRIVATE revanalytics::revanalytics)
add_executable(alone main.c)
target_link_libraries(alone PRIVATE revanalytics::static)
install(TARGETS service)
END

{
    "$cmake" -S "$work" -B "$work/build" \
        -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER="$compiler" &&
        "$cmake" --build "$work/build" -j2 &&
        "$cmake" --install "$work/build" --prefix "$work/prefix"
} >"$work/log" 2>&1 || {
    tail -n 40 "$work/log"
    exit 1
}
for program in service alone; do
    said=$("$work/build/$program" "$work/$program.store")
    test "$said" = "revenue_net: 275.00 USD" || fail "$program says: $said"
done
! readelf -d "$work/build/alone" | grep -q 'NEEDED.*librevanalytics' ||
    fail "the static one needs the shared library"
test ! -e "$work/build/revanalytics/bindings" || fail "the command is part of the build"
test "$(find "$work/prefix" -type f)" = "$work/prefix/bin/service" || {
    find "$work/prefix" -type f
    fail "more is installed than the service"
}
