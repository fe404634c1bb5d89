# A store of an older version is told, upgraded once, and refused while it is open.
golden=$(cd "$(dirname "$0")/../golden/0.1.0" && pwd)
. "$(dirname "$0")/given.sh"

# old NAME: a store as version 0.1.0 made it
old()
{
    mkdir -m 700 "$1"
    gunzip -c "$golden/data.mdb.gz" >"$1/data.mdb"
    cp "$golden/guard" "$1/guard"
    chmod 600 "$1/data.mdb" "$1/guard"
}

old store
for words in "info store" "verify store" "report store cube" "import store -" "backup store copy"; do
    # shellcheck disable=SC2086
    run $words
    expect 1
    complains "made by version 0.1.0"
    complains "revanalytics upgrade"
done
[ -e copy ] && fail "a store that cannot be read is copied"

old first
run upgrade first
expect 0
silent "$err"
is lines "$(wc -l <"$out")" 1
says "$out" "first: made by version 0.1.0, upgraded to "
says "$out" "42 events in "
run upgrade first
expect 0
says "$out" "first: up to date"
run verify first
expect 0
run export first events
expect 0
sed 's/,"key":"[0-9a-f]*"//' "$out" | cmp -s - "$golden/events.ndjson" || fail "the events are not what they were"

old second
run upgrade second --quiet
expect 0
silent "$out"
silent "$err"
run upgrade second --quiet
expect 0
silent "$out"
run info second
expect 0

# While another process has it open, as a lock that versions share says, nothing is done.
held()
{
    last="$* (open elsewhere)"
    code=0
    python3 - "$REVANALYTICS_COMMAND" "$@" >"$out" 2>"$err" <<'PYTHON' || code=$?
import fcntl, os, struct, subprocess, sys
F_OFD_SETLK = 37
guard = os.open(os.path.join(sys.argv[3], "guard"), os.O_RDWR)
fcntl.fcntl(guard, F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_RDLCK, os.SEEK_SET, 0, 1, 0))
sys.exit(subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL).returncode)
PYTHON
}
old third
cp third/data.mdb before.mdb
held upgrade third
expect 1
complains "is open in a process"
cmp -s third/data.mdb before.mdb || fail "a refused upgrade changed the store"
run upgrade third
expect 0
"$REVANALYTICS_COMMAND" watch third --lines --from-seq 1 --timeout 60 >watched &
watcher=$!
until [ -s watched ] || ! kill -0 "$watcher" 2>/dev/null; do :; done
run upgrade third
expect 1
complains "is open in a process"
kill "$watcher"
wait "$watcher"
run upgrade third
expect 0

# Nothing is an older store but one.
run upgrade missing
expect 1
complains "no such store"
mkdir foreign
run upgrade foreign
expect 1
is "lines of error" "$(wc -l <"$err")" 1
old damaged
printf 'nothing of ours' | dd of=damaged/data.mdb bs=4096 seek=3 conv=notrunc 2>/dev/null
run upgrade damaged
[ "$code" -eq 1 ] || fail "a damaged store is upgraded"

# A file system that may only be read.
unshare -rm true 2>/dev/null || finish
old fourth
last="upgrade fourth (read-only)"
code=0
unshare -rm sh -c 'mount --bind fourth fourth && mount -o remount,ro,bind fourth &&
    exec "$0" upgrade fourth' "$REVANALYTICS_COMMAND" >"$out" 2>"$err" </dev/null || code=$?
expect 1
complains "read-only"
run upgrade fourth
expect 0
finish
