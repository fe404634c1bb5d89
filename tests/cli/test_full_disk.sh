# A disk that is full: recording is refused, reading goes on, and room makes all well again.
. "$(dirname "$0")/given.sh"

if ! unshare -rm true 2>/dev/null; then
    echo "skipped: no namespaces of users and mounts here"
    exit 77
fi
if [ -z "${INSIDE:-}" ]; then
    INSIDE=1 unshare -rm sh "$(cd "$OLDPWD" && realpath "$0")"
    exit $?
fi

mkdir disk
mount -t tmpfs -o size=2m none disk
trap 'umount disk; rm -rf "$folder"' EXIT
events >few.ndjson
i=0
while [ $i -lt 20000 ]; do
    i=$((i + 1))
    echo "{\"type\":\"conversation\",\"id\":\"many-$i\",\"at\":\"2026-03-01T15:00:00Z\",\"tags\":{\"n\":\"0123456789012345678901234567890123456789$i\"}}"
done >many.ndjson

run init disk/store
expect 0
run import disk/store few.ndjson
expect 0
run import disk/store many.ndjson --batch 500
expect 1
complains "No space left"
# shellcheck disable=SC2086
run report disk/store executive_summary $period --format json
expect 0
run verify disk/store
expect 0
mount -o remount,size=64m disk
run import disk/store many.ndjson
expect 0
run verify disk/store
expect 0
run info disk/store --format json
is events "$(value events)" $((events_count + 20000))
finish
