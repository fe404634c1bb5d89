# The installed command finds its library by itself, also in a tree that was moved, and wherever
# libraries are installed.
# usage: run_path.sh ROOT PREFIX CMAKE CC
set -eu
root=$1 prefix=$2 cmake=$3 compiler=$4
unset LD_LIBRARY_PATH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "$*"
    exit 1
}
"$prefix/bin/revanalytics" --version
cp -R "$prefix" "$work/moved"
"$work/moved/bin/revanalytics" --version | grep -q . || fail "the command does not run once moved"

# Its own library, not one that happens to be on this machine.
find "$work/moved" -name 'librevanalytics.so*' -exec rm {} +
! "$work/moved/bin/revanalytics" --version 2>"$work/said" ||
    fail "the command runs without its library"
grep -q librevanalytics "$work/said" || fail "the command says: $(cat "$work/said")"

# The folders of Debian, of Fedora, and of a command that lies deeper.
place() {
    "$cmake" -S "$root" -B "$work/build" -DCMAKE_C_COMPILER="$compiler" -DRVA_BUILD_EXAMPLES=OFF \
        -DCMAKE_INSTALL_LIBDIR="$1" -DCMAKE_INSTALL_BINDIR="$2" >/dev/null
    grep -qF "RPATH \"\\\$ORIGIN/$3\"" "$work/build/bindings/cli/cmake_install.cmake" ||
        fail "with libraries in $1 the command in $2 does not look in $3"
}
place lib/x86_64-linux-gnu bin ../lib/x86_64-linux-gnu
place lib64 bin ../lib64
place lib libexec/revanalytics ../../lib
