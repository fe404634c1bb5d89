# Exports: what goes in comes out, and can go in again.
. "$(dirname "$0")/given.sh"
store

run export store events
expect 0
is events "$(wc -l <"$out")" "$events_count"
cp "$out" exported.ndjson
python3 - events.ndjson exported.ndjson <<'PYTHON' || fail "the events are not those imported"
import json, sys
def read(path):
    events = [json.loads(line) for line in open(path)]
    return sorted(json.dumps(event, sort_keys=True) for event in events)
def defaults(lines):
    return [{k: v for k, v in json.loads(line).items()
             if (k, v) not in (("order", 0), ("delivered", True), ("randomised", False),
                               ("correct", False), ("currency", "USD"))} for line in lines]
before, after = defaults(read(sys.argv[1])), defaults(read(sys.argv[2]))
key = lambda event: json.dumps(event, sort_keys=True)
sys.exit(sorted(before, key=key) != sorted(after, key=key))
PYTHON

run init again --ephemeral
run import again exported.ndjson --format json
expect 0
is accepted "$(value accepted)" "$events_count"
for of in store again; do
    # shellcheck disable=SC2086
    run report $of executive_summary $period --format json
    cp "$out" "$of.json"
done
cmp -s store.json again.json || fail "the figures are not the same"

run export store events --format json
expect 0
is events "$(value 0.type | wc -l)" 1
python3 -c 'import json,sys; sys.exit(len(json.load(open(sys.argv[1]))) != int(sys.argv[2]))' \
    "$out" $events_count || fail "not $events_count events"
run export store events --format csv
expect 0
python3 -c 'import csv,sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
sale = [row for row in rows if row["type"] == "transaction"]
sys.exit(len(rows) != int(sys.argv[2]) or sale[0]["amount_minor"] != "27500")' \
    "$out" $events_count || fail "not the events as CSV"
run export store events --format msgpack --output events.msgpack
expect 0
silent "$out"
[ -s events.msgpack ] || fail "no MessagePack"

# What the events amount to, in every form.
for kind in documents conversations leads transactions; do
    for format in ndjson json csv msgpack; do
        run export store $kind --now 2026-03-02T05:00:00Z --format $format
        expect 0
        silent "$err"
        [ -s "$out" ] || fail "no $kind as $format"
    done
done
run export store conversations --now 2026-03-02T05:00:00Z --format json
is conversation "$(value 0.conversation)" c-1
is state "$(value 0.state)" completed
is borough "$(value 0.borough)" Brooklyn
is net "$(value 0.revenue_net_minor)" 27500
is state "$(value 1.state)" abandoned
run export store leads --format json
is lead "$(value 0.lead)" l-1
is state "$(value 0.state)" sold
run export store transactions --format json
is transaction "$(value 0.transaction_id)" t-1
is amount "$(value 0.amount_minor)" 27500
is platform "$(value 0.platform)" SolarReviews
run init empty --ephemeral
for kind in events documents conversations leads transactions; do
    run export empty $kind --format json
    expect 0
    is "an empty store" "$(cat "$out")" "[]"
    run export empty $kind
    expect 0
    silent "$out"
    run export empty $kind --format csv
    is "lines of an empty store" "$(wc -l <"$out")" 1
done

# shellcheck disable=SC2086
run export store cells $period --by day --dimensions platform
expect 0
says "$out" SolarReviews

# What an export does not use is refused.
for kind in events conversations leads; do
    for option in "--days 1" "--period today" "--by day" "--where source=x" "--measures sales"; do
        # shellcheck disable=SC2086
        run export store $kind $option
        expect 2
        complains "$kind takes no ${option%% *}"
    done
done
run export store events --now 2026-03-02
expect 2
complains "events takes no --now"
run export store leads --without-erasures
expect 2
complains "leads takes no --without-erasures"
run export store cells --days 0
expect 2
run watch store --days 1
expect 2
complains 'unknown option "--days"'

run export store events --output /no/such/folder/file
expect 1
complains "No such file"
"$REVANALYTICS_COMMAND" export store events >/dev/full 2>"$err"
is "exit code on a full disk" "$?" 1
finish
