#!/bin/sh
# The package as others use it: packed, installed by npm, compiled against, run.
#
#   test_consumer.sh SOURCES FOLDER
#
# FOLDER has the package that test_package.sh built; what npm brought stays there.
set -eu
sources=$1 folder=$2
skip() {
    echo "skipped: $1"
    exit 77
}
command -v node >/dev/null || skip "no Node here"
command -v npm >/dev/null || skip "no npm here"
[ -d "$folder/package/prebuilds" ] || skip "the package was not built"

npm="npm --no-audit --no-fund --no-update-notifier --loglevel=error"
mkdir -p "$folder/consumer"
cd "$folder/consumer"
[ -f package.json ] || echo '{"private": true, "type": "module"}' >package.json
[ -x node_modules/.bin/tsc ] || $npm install typescript @types/node apache-arrow
(cd ../package && $npm pack --pack-destination "$folder/consumer" >/dev/null)
rm -rf node_modules/revanalytics
$npm install --no-save --offline ./revanalytics-*.tgz
cmp "$sources/LICENSE" node_modules/revanalytics/LICENSE

echo "types: tsc --strict --module nodenext"
cp "$sources"/bindings/node/test/types/* .
rm -rf out
node_modules/.bin/tsc -p .
echo '{"type": "module"}' >out/package.json
node out/consumer.js
node out/consumer.cjs

echo "types: what is wrong is seen"
echo 'import { open } from "revanalytics"; open(7);' >wrong.ts
echo '{"extends": "./tsconfig.json", "files": ["wrong.ts"]}' >wrong.json
if node_modules/.bin/tsc -p wrong.json >wrong.log; then
    echo "a wrong program was compiled"
    exit 1
fi
grep -q "error TS2345" wrong.log || {
    cat wrong.log
    exit 1
}

echo "a checkout that is built may be installed as a folder"
mkdir -p "$folder/link"
(cd "$folder/link" && echo '{"private": true}' >package.json && $npm install --offline ../package &&
    node -e 'require("revanalytics").open("store", { create: true }).close()')
rm -rf "$folder/link"

echo "pages: blocks of JavaScript"
node "$sources/tests/node/pages.mjs" "$folder/consumer" "$sources/docs/node.md" "$sources/README.md" "$sources/bindings/node/README.md"
