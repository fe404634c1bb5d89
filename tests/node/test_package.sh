#!/bin/sh
# Builds the Node package and runs its tests: test_package.sh SOURCES FOLDER
# Skips where Node, its headers or SWIG are not installed.
set -eu
sources=$1 folder=$2
skip() {
    echo "skipped: $1"
    exit 77
}
command -v node >/dev/null || skip "no Node here"
command -v swig >/dev/null || skip "no SWIG here"
node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' || skip "Node is older than 18"

rm -rf "$folder/package"
mkdir -p "$folder"
cp -r "$sources/bindings/node" "$folder/package"
rm -rf "$folder/package/prebuilds" "$folder/package/LICENSE"
if ! cmake -S "$sources/bindings/node" -B "$folder/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DRVA_WERROR=ON >"$folder/log" 2>&1; then
    grep -q NODE_API_INCLUDE "$folder/log" && skip "no headers of Node here"
    cat "$folder/log"
    exit 1
fi
cmake --build "$folder/build" --target node_addon >"$folder/log" 2>&1 || {
    tail -n 50 "$folder/log"
    exit 1
}
platform=$(node -p 'process.platform + "-" + process.arch')
cmake --install "$folder/build" --component node --prefix "$folder/package/prebuilds/$platform" \
    >/dev/null
python3 -B "$sources/bindings/generate.py" --check
node "$sources/tests/node/coverage.mjs" "$sources" "$folder/package"
node "$sources/tests/conformance/run_node.mjs" "$folder/package"
cd "$folder/package"
export REVANALYTICS_GOLDEN="$sources/tests/golden/0.1.0"
exec node --test test/*.test.mjs
