#!/bin/sh
# ./dev bench: fetches DuckDB's C library, prepares the input, runs rva_bench.
#
#   benchmarks/run.sh [record] [report] [growth] [conversation] [import] [commit] [inform]     (all of them by default)
#
# RVA_BENCH_EVENTS (10000000), RVA_BENCH_RECORD (1000000), RVA_BENCH_RUNS (3) make it smaller
# or larger; RVA_BENCH_BUILD names the build folder (build/release).  With RVA_DATA or
# RVA_TEST_DATA naming a folder of real logs, the import reads bpic2012 20 times over.
set -eu
cd "$(dirname "$0")/.."

COPIES=20
build=${RVA_BENCH_BUILD:-build/release}
work=build/bench
mkdir -p "$work"

# The library is inside the Node package: no Node is needed, and no version of ours.
fetch_duckdb() {
    found=$(find "$work/duckdb" -name libduckdb.so 2>/dev/null | head -1)
    if [ -z "$found" ]; then
        echo "fetching DuckDB's library" >&2
        npm install --silent --no-save --no-package-lock --prefix "$work/duckdb" \
            @duckdb/node-bindings-linux-x64 >&2
        found=$(find "$work/duckdb" -name libduckdb.so | head -1)
    fi
    [ -n "$found" ] || {
        echo "bench: libduckdb.so is not in the npm package" >&2
        exit 1
    }
    echo "$PWD/$found"
}

# Copies of the log, one after the other, each with ids of its own.
copies() {
    copy=1
    while [ "$copy" -le "$COPIES" ]; do
        gzip -dc "$1" |
            sed -E "s/\"(id|conversation|lead|offer|of|visitor)\":\"/&$copy-/g"
        copy=$((copy + 1))
    done
}

prepare_import() {
    data=${RVA_DATA:-${RVA_TEST_DATA:-}}
    if [ ! -r "$data/bpic2012.ndjson.gz" ]; then
        echo "import: made-up events (RVA_TEST_DATA does not name a folder with bpic2012)"
        return 0
    fi
    file=$work/bpic2012x$COPIES.ndjson
    if [ ! -s "$file" ]; then
        copies "$data/bpic2012.ndjson.gz" >"$file.part"
        mv "$file.part" "$file"
    fi
    export RVA_BENCH_NDJSON="$PWD/$file" RVA_BENCH_SETTINGS="$data/bpic2012.settings.json"
    echo "import: the real log bpic2012, $COPIES times over"
}

RVA_BENCH_DUCKDB=$(fetch_duckdb)
RVA_BENCH_DIR=$PWD/$work/run
export RVA_BENCH_DUCKDB RVA_BENCH_DIR
rm -rf "$RVA_BENCH_DIR"
mkdir -p "$RVA_BENCH_DIR"
trap 'rm -rf "$RVA_BENCH_DIR"' EXIT
prepare_import
"$build/benchmarks/rva_bench" "$@"
