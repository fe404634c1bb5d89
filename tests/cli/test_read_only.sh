# A store on a read-only file system is read as ever, and says so to who would write.
. "$(dirname "$0")/given.sh"
store

if ! unshare -rm true 2>/dev/null; then
    echo "skipped: no namespaces of users and mounts here"
    exit 77
fi

# frozen COMMAND...: runs it where the store is on a read-only mount
frozen() {
    last="$* (read-only)"
    code=0
    unshare -rm sh -c 'mount --bind store store && mount -o remount,ro,bind store && exec "$@"' \
        frozen "$REVANALYTICS_COMMAND" "$@" >"$out" 2>"$err" </dev/null || code=$?
}

# shellcheck disable=SC2086
run report store executive_summary $period --format json
cp "$out" before.json
# shellcheck disable=SC2086
frozen report store executive_summary $period --format json
expect 0
cmp -s "$out" before.json || fail "other figures on a read-only file system"
frozen verify store
expect 0
frozen backup store copy
expect 0
run verify copy
expect 0
frozen import store events.ndjson
expect 1
complains "read-only"
frozen compact store
expect 1
complains "read-only"
run import store events.ndjson
expect 0
finish
