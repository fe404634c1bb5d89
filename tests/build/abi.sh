# What programs were built against is still there: the library's ABI is that of the baseline.
# usage: abi.sh ROOT FOLDER [write]
set -eu
root=$1 folder=$2 baseline=$1/lib/abi/librevanalytics.abi

skip() {
    echo "skipped: $1"
    exit 77
}
command -v abidw >/dev/null && command -v abidiff >/dev/null || skip "no abidiff (abigail-tools)"
command -v gcc >/dev/null || skip "the baseline is of gcc"
[ "$(uname -m)" = x86_64 ] || skip "the baseline is of x86_64"

cmake -S "$root" -B "$folder" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=gcc \
    -DRVA_BUILD_CLI=OFF -DRVA_BUILD_EXAMPLES=OFF >"$folder.log" 2>&1 &&
    cmake --build "$folder" -j2 --target revanalytics >>"$folder.log" 2>&1 || {
    tail -n 40 "$folder.log"
    exit 1
}
library=$folder/lib/librevanalytics.so

if [ "${3:-}" = write ]; then
    abidw --headers-dir "$root/include" --drop-private-types --no-show-locs --no-corpus-path \
        --no-comp-dir-path --exported-interfaces-only --out-file "$baseline" "$library"
    sed -i "s|path='$root/|path='|" "$baseline" # wherever it was built
    wc -c "$baseline"
    exit
fi

compare() {
    abidiff --no-show-locs "$1" "$library"
}

compare "$baseline" || {
    echo "the ABI is not that of lib/abi: see docs/versions.md; meant so, ./dev abi writes it anew"
    exit 1
}

# A function that is gone, and a struct of another size, must be seen.
control() {
    changed=$folder/changed.abi
    sed "$1" "$baseline" >"$changed"
    cmp -s "$changed" "$baseline" && { echo "the control \"$1\" changes nothing"; exit 1; }
    compare "$changed" >/dev/null && { echo "the control \"$1\" is not seen"; exit 1; }
    return 0
}
control 's/rva_record_check/rva_record_chuck/g'
control "/class-decl name='rva_store_options'/s/size-in-bits='[0-9]*'/size-in-bits='64'/"
echo "the ABI is that of the baseline"
