#!/bin/sh
# The Python package: built as a wheel, installed into an environment of its own, tested there.
#
#   test_package.sh ROOT FOLDER
#
# FOLDER keeps the environment and the build for the next time.  Skipped where there is no way to
# get what is needed; what is only good to have (pandas and so on) is left out with its tests.

root=$1
folder=$2
python=$folder/venv/bin/python
needed="scikit-build-core pytest ninja"
welcome="numpy pandas pyarrow polars duckdb matplotlib mypy nbclient ipykernel"

skip() {
    echo "skipped: $1"
    exit 77
}

install() {
    "$python" -m pip install -q --disable-pip-version-check "$@" >>"$folder/pip.log" 2>&1
}

mkdir -p "$folder"
: >"$folder/pip.log"
if [ ! -x "$python" ]; then
    python3 -m venv "$folder/venv" >>"$folder/pip.log" 2>&1 || skip "python3 -m venv does not work (python3-venv)"
fi
command -v swig >/dev/null || needed="$needed swig"
install $needed || skip "no package index for $needed"
install $welcome || echo "without $welcome"

PATH=$folder/venv/bin:$PATH
export PATH PYTHONDONTWRITEBYTECODE=1
install --no-build-isolation --no-deps --force-reinstall --config-settings=build-dir="$folder/build" \
    --config-settings=cmake.define.RVA_WERROR=ON "$root/bindings/python" || {
    tail -n 60 "$folder/pip.log"
    exit 1
}

cd "$folder" || exit 1
for license in "$folder"/venv/lib/python3*/site-packages/revanalytics-*.dist-info/licenses/LICENSE; do
    cmp "$root/LICENSE" "$license" || exit 1
done
"$python" -m pytest -c "$root/bindings/python/pyproject.toml" --rootdir "$folder" \
    "$root/bindings/python/tests" || exit 1
"$python" "$root/tests/conformance/run_python.py" || exit 1
if "$python" -c "import duckdb, matplotlib, pandas, polars, pyarrow" 2>/dev/null; then
    "$python" "$root/tests/python/run_guide.py" "$root" || exit 1
else
    echo "without docs/python.md"
fi
if "$python" -c "import nbclient, ipykernel, pandas, matplotlib" 2>/dev/null; then
    "$python" "$root/tests/python/run_notebooks.py" "$root/examples/notebooks" || exit 1
else
    echo "without the notebooks"
fi
if [ -x "$folder/venv/bin/mypy" ]; then
    "$python" -m mypy --config-file "$root/bindings/python/pyproject.toml" || exit 1
    printf 'revanalytics._swig.%s\n' Handle Progress >"$folder/stubs_only"
    "$python" -m mypy.stubtest revanalytics._swig --concise --ignore-missing-stub \
        --allowlist "$folder/stubs_only" || exit 1
fi
