# The same service builds and runs through find_package() alone.
# usage: find_package.sh ROOT PREFIX CMAKE CC
set -eu
root=$1 prefix=$2 cmake=$3 compiler=$4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/examples/pkg-config/main.c "$work"
cat >"$work/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(service LANGUAGES C)
find_package(revanalytics 0.1 REQUIRED)
add_executable(service main.c)
target_link_libraries(service PRIVATE revanalytics::revanalytics)
END

"$cmake" -S "$work" -B "$work/build" \
    -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$compiler" >/dev/null
"$cmake" --build "$work/build" >/dev/null
said=$("$work/build/service" "$work/leads")
echo "$said"
test "$said" = "revenue_net: 275.00 USD"
