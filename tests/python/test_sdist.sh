#!/bin/sh
# The source distribution: made from the checkout, unpacked, built and used without it.
#
#   test_sdist.sh ROOT FOLDER
#
# FOLDER has the environment that test_package.sh made; the build stays there for the next time.
set -eu
root=$1 folder=$2
python=$folder/venv/bin/python
[ -x "$python" ] || {
    echo "skipped: no environment"
    exit 77
}
PATH=$folder/venv/bin:$PATH
export PATH PYTHONDONTWRITEBYTECODE=1

rm -rf "$folder/sdist"
mkdir -p "$folder/sdist/wheel"
(cd "$root/bindings/python" && "$python" -c \
    "import sys; from scikit_build_core.build import build_sdist; build_sdist(sys.argv[1])" \
    "$folder/sdist" >/dev/null)
tar xzf "$folder"/sdist/revanalytics-*.tar.gz -C "$folder/sdist" --strip-components=1 \
    --one-top-level=source
cmp "$root/LICENSE" "$folder/sdist/source/LICENSE"
for one in handle.c handle.h README.md; do
    cmp "$root/bindings/common/$one" "$folder/sdist/source/library/bindings/common/$one"
done

"$python" -m pip wheel -q --disable-pip-version-check --no-build-isolation --no-deps \
    --config-settings=build-dir="$folder/sdist_build" --wheel-dir "$folder/sdist/wheel" \
    "$folder/sdist/source" >"$folder/sdist.log" 2>&1 || {
    tail -n 60 "$folder/sdist.log"
    exit 1
}
"$python" -m zipfile -e "$folder"/sdist/wheel/revanalytics-*.whl "$folder/sdist/installed"
cmp "$root/LICENSE" "$folder"/sdist/installed/revanalytics-*.dist-info/licenses/LICENSE

cd "$folder/sdist"
PYTHONPATH=$folder/sdist/installed "$python" - <<'PROGRAM'
import pathlib

import revanalytics as ra

assert pathlib.Path(ra.__file__).parts[-3] == "installed", ra.__file__
with ra.create("store", durability="ephemeral") as store:
    store.record_conversation(id="c1", source="google")
    assert store.info()["events"] == 1
PROGRAM
