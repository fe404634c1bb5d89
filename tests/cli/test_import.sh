# Importing: forms of files, refusals, exit codes, summaries.
. "$(dirname "$0")/given.sh"

run init store --ephemeral
expect 0
says "$out" "created store: USD, America/New_York, 5 stages"
run init store
expect 1
complains store

events >events.ndjson
run import store events.ndjson
expect 0
says "$out" "imported events.ndjson: $events_count lines"
silent "$err"

# Again, in every form: all of it is known.
gzip -k events.ndjson
run import store events.ndjson.gz --format json
expect 0
is duplicates "$(value duplicate)" "$events_count"
is accepted "$(value accepted)" 0
is lines "$(value lines)" "$events_count"
is stopped "$(value stopped)" false
if command -v zstd >/dev/null; then
    zstd -q events.ndjson
    run import store events.ndjson.zst --format json
    expect 0
    is duplicates "$(value duplicate)" "$events_count"
else
    echo "skipped: zstd is not installed"
fi
run_from events.ndjson import store - --format json
expect 0
is duplicates "$(value duplicate)" "$events_count"
run_from events.ndjson.gz import store - --format json
expect 0
is duplicates "$(value duplicate)" "$events_count"
sed 's/$/\r/' events.ndjson >crlf.ndjson
run import store crlf.ndjson --format json
is duplicates "$(value duplicate)" "$events_count"

# Refusals name file, line and field; the rest goes on.
cat >bad.ndjson <<'BAD'
{"type":"conversation","id":"c-3","at":"2026-03-01T17:00:00Z"}
{"type":"conversation","id":"c-4","at":"2026-03-01T17:00:00Z","sorce":"google"}
{"type":"conversation","id":"c-5","at":"yesterday"}

{"type":"transaction","id":"t-2","kind":"sale","amount_minor":12.5,"at":"2026-03-01T17:00:00Z"}
{"type":"transaction","id":"t-1","kind":"sale","amount_minor":1,"at":"2026-03-01T18:07:00Z"}
not json
{"type":"stage","conversation":"c-3","stage":"welcome","at":"2026-03-01T17:00:00Z"}
{"type":"conversation","id":"c-6","at":"2026-03-01T17:00:00Z"}
BAD
run import store bad.ndjson --format json
expect 3
is accepted "$(value accepted)" 2
is refused "$(value refused)" 5
is conflict "$(value conflict)" 1
is blank "$(value blank)" 1
says "$err" 'bad.ndjson:2: unknown field "sorce": did you mean "source"?'
says "$err" 'bad.ndjson:3: field "at": '
says "$err" 'bad.ndjson:5: field "amount_minor": must be an integer'
says "$err" 'bad.ndjson:6: conflict: '
says "$err" 'bad.ndjson:7: the line is not a JSON object'
says "$err" 'bad.ndjson:8: field "action": '
is "lines of error" "$(wc -l <"$err")" 6

run import store bad.ndjson --quiet
expect 3
silent "$out"
silent "$err"

run import store bad.ndjson --show-errors 2
expect 3
is "lines of error" "$(wc -l <"$err")" 3
says "$err" "--show-errors"

run import store bad.ndjson --max-errors 0
expect 1
says "$err" "stopped at more than 0"
run import store bad.ndjson --max-errors 100
expect 3

# A dry run says the same and keeps nothing.
run init other --ephemeral
run import other events.ndjson --dry-run --format json
expect 0
is accepted "$(value accepted)" "$events_count"
is dry_run "$(value dry_run)" true
run info other --format json
is events "$(value events)" 0

# Files that are none.
run import store missing.ndjson
expect 1
complains "missing.ndjson: No such file or directory"
run import store .
expect 1
complains "is a directory"
head -c 100 events.ndjson.gz >cut.gz
run import store cut.gz
expect 1
says "$err" "cut off"
printf 'BZh91AY' >events.bz2
run import store events.bz2
expect 1
says "$err" "bzip2"
: >empty.ndjson
run import store empty.ndjson --format json
expect 0
is lines "$(value lines)" 0

# Order of arrival and size of batches make no difference.
for batch in 1 3 1000; do
    sort -R events.ndjson >shuffled.ndjson
    run init "store-$batch" --ephemeral
    run import "store-$batch" shuffled.ndjson --batch $batch
    expect 0
    # shellcheck disable=SC2086
    run report "store-$batch" executive_summary $period --format json
    expect 0
    cp "$out" "report-$batch"
    cmp -s report-1 "report-$batch" || fail "batches of $batch give another report"
done

# A pipe is read as it comes.
{
    head -n 5 events.ndjson
    sleep 1
    tail -n +6 events.ndjson
} | {
    failures=0
    run init piped --ephemeral
    code=0
    last="import piped - (a slow pipe)"
    "$REVANALYTICS_COMMAND" import piped - --format json >"$out" 2>"$err" || code=$?
    expect 0
    is accepted "$(value accepted)" "$events_count"
    exit "$failures"
} || failures=$((failures + 1))

# Settings given at the start.
printf '{"currency":"EUR","time_zone":"Europe/Amsterdam","stages":["a","b"]}' >config.json
run init configured --config config.json --idle-hours 24 --set target.mrr=500 --ephemeral
expect 0
says "$out" "created configured: EUR, Europe/Amsterdam, 2 stages"
run import configured events.ndjson --quiet
expect 0
run init broken --config bad.ndjson
expect 2
printf '{"curency":"EUR"}' >broken.json
run init broken --config broken.json
expect 2
complains 'field "curency"'
[ -e broken ] && fail "a store was made of a broken file"
run init broken --zone Mars/Olympus
expect 2
[ -e broken ] && fail "a store was made of a wrong zone"
finish
