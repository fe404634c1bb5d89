# Installs into an empty prefix.
# usage: install.sh ROOT BUILD PREFIX CMAKE
set -eu
build=$2 prefix=$3 cmake=$4

rm -rf "$prefix"
"$cmake" --install "$build" --prefix "$prefix" >/dev/null

missing() {
    echo "not installed: $1"
    exit 1
}
for file in bin/revanalytics include/revanalytics.h share/man/man1/revanalytics.1; do
    test -e "$prefix/$file" || missing "$file"
done
for name in librevanalytics.so librevanalytics.so.0.2 librevanalytics.a revanalytics.pc \
    revanalytics-config.cmake; do
    find "$prefix/lib"* -name "$name" | grep -q . || missing "$name"
done
