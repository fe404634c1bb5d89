# An erasure reaches every version of every event, and travels with an export.
. "$(dirname "$0")/given.sh"

cat >events.ndjson <<'EVENTS'
{"type":"conversation","id":"c1-PERSON","at":"2026-03-01T00:00:00Z","visitor":"v1-PERSON","tags":{"name":"PERSON"}}
{"type":"lead","id":"l1","conversation":"c1-PERSON","at":"2026-03-01T00:01:00Z","tier":"A","tags":{"of":"PERSON"}}
{"type":"stage","conversation":"c1-PERSON","stage":"welcome","action":"enter","at":"2026-03-01T00:00:30Z","uid":"u-PERSON","reason":"PERSON"}
{"type":"offer","id":"o1","lead":"l1","platform":"P","at":"2026-03-01T00:02:00Z"}
{"type":"offer","id":"o1","lead":"l1","platform":"Q","at":"2026-03-01T00:02:00Z","correct":true}
{"type":"transaction","id":"t1","kind":"sale","amount_minor":5,"lead":"l1","offer":"o1","conversation":"c1-PERSON","at":"2026-03-01T00:03:00Z"}
{"type":"lead","id":"l1","conversation":"c2","at":"2026-03-01T00:01:00Z","tier":"A","correct":true}
{"type":"lead","id":"l2-PERSON","conversation":"c1-PERSON","at":"2026-03-01T00:04:00Z"}
{"type":"transaction","id":"t2-PERSON","kind":"sale","amount_minor":70,"lead":"l2-PERSON","at":"2026-03-01T00:05:00Z"}
{"type":"void","transaction":"t2-PERSON","reason":"PERSON paid twice"}
{"type":"transaction","id":"r1","kind":"refund","of":"t1","lead":"l2-PERSON","conversation":"c3","amount_minor":-2,"at":"2026-03-02T00:00:00Z"}
{"type":"note","id":"n1","text":"a note","at":"2026-03-01T00:00:00Z"}
EVENTS

figures()
{
    run report "$1" platform_performance --from 2026-03-01 --to 2026-03-08 --now 2026-03-08T00:00:00Z \
        --format json
    expect 0
    cat "$out" >"$2"
    run report "$1" executive_summary --from 2026-03-01 --to 2026-03-08 --now 2026-03-08T00:00:00Z \
        --format json
    expect 0
    cat "$out" >>"$2"
}

# Whether a text is in any file beside or within a store.
finds()
{
    grep -rqF "$1" "$2" "$2".new-* 2>/dev/null
}

run init store --zone UTC
run import store events.ndjson --quiet
expect 0
figures store before
mkdir store.new-Abc123
cp store/data.mdb store.new-Abc123/ # what a compaction that was killed leaves
run backup store unerased
expect 0

# Nobody of that name: it is kept all the same, and said.
run erase store visitor nobody --format json
expect 3
is outcome "$(value outcome)" nothing_stored

run erase store visitor v1-PERSON --format json
expect 0
is outcome "$(value outcome)" accepted
is conversations "$(value conversations)" 1
is leads "$(value leads)" 1
is events "$(value events)" 8
run erase store visitor v1-PERSON
expect 0
says "$out" "was erased before"
figures store after
cmp -s before after || fail "the erasure changed figures"
run verify store --level full
expect 0
run compact store
expect 0
finds PERSON store && fail "the person is still there"
finds PERSON unerased || fail "control: a copy made before must have the person"

# However the store is spelled, its leftovers are found.
ln -s store link
mkdir store.new-Abc123
cp unerased/data.mdb store.new-Abc123/
(cd store && "$REVANALYTICS_COMMAND" compact . >/dev/null) || fail "compact ."
finds PERSON store && fail "compact . leaves what lies beside the store"
mkdir store.new-Abc123
cp unerased/data.mdb store.new-Abc123/
run compact link
expect 0
finds PERSON store && fail "compact by a link leaves what lies beside the store"

# The export carries the erasures: what was erased is refused elsewhere, too.
umask 022
run export store events --output carried.ndjson
expect 0
says "$err" "keep it to yourself"
is "permissions of the export" "$(stat -c %a carried.ndjson)" 600
grep -q PERSON carried.ndjson && fail "the person is in the export"
for how in first again; do
    [ $how = first ] && run init other --zone UTC
    run import other carried.ndjson --format json
    expect 0
    run import other events.ndjson --format json
    expect 0
    is "$how: refused" "$(value refused)" 0
    is "$how: accepted" "$(value accepted)" 0
    is "$how: of the erased" "$(value erased)" 6
    figures other elsewhere
    cmp -s before elsewhere || fail "$how: the figures are others elsewhere"
done
run rebuild other
expect 0
run import other events.ndjson --format json
is "after a rebuild: accepted" "$(value accepted)" 0
run verify other --level full
expect 0

# And so on, from there.
run export other events --output further.ndjson
run init third --zone UTC
run import third further.ndjson --quiet
expect 0
run import third events.ndjson --format json
expect 0
is "further: accepted" "$(value accepted)" 0
figures third elsewhere
cmp -s before elsewhere || fail "the figures are others in the third store"

# Into the store that it came from it brings nothing.
run import store carried.ndjson --format json
expect 0
is "itself: accepted" "$(value accepted)" 0
figures store after
cmp -s before after || fail "its own export changed figures"

# Erasures alone, into a backup from before: there they are of the same people.
grep '"type":"erase"' carried.ndjson >erasures.ndjson
run import unerased erasures.ndjson --format json
expect 0
is "of the backup: accepted" "$(value accepted)" 3
run import unerased erasures.ndjson --format json
expect 0
is "of the backup, again: duplicate" "$(value duplicate)" 3
figures unerased after
cmp -s before after || fail "erasures changed figures of the backup"
run verify unerased --level full
expect 0
run import unerased events.ndjson --format json
is "of the backup: the original log" "$(value accepted)" 0
run rebuild unerased
expect 0
run compact unerased
expect 0
finds PERSON unerased && fail "the person is still in the backup"

# Without erasures nobody is told, and nothing is private.
run export store events --without-erasures --output plain.ndjson
expect 0
silent "$err"
is "permissions without erasures" "$(stat -c %a plain.ndjson)" 644
grep -q '"type":"erase"' plain.ndjson && fail "erasures are in the export"

# Money that comes later is kept without readable ids.
cat >late.ndjson <<'EVENTS'
{"type":"transaction","id":"t9-PERSON","kind":"sale","amount_minor":900,"lead":"l2-PERSON","at":"2026-03-03T00:00:00Z"}
{"type":"stage","conversation":"c1-PERSON","stage":"welcome","action":"leave","at":"2026-03-03T00:00:00Z"}
EVENTS
run import store late.ndjson --format json
expect 0
is "late money" "$(value accepted)" 1
is "late words" "$(value erased)" 1
run compact store
finds PERSON store && fail "late money brought the person back"
run verify store --level full
expect 0

# Late money that names somebody else, too, erases nobody else where it is imported.
cat >crossed.ndjson <<'EVENTS'
{"type":"conversation","id":"c7","at":"2026-03-04T00:00:00Z"}
{"type":"transaction","id":"t10-PERSON","kind":"sale","amount_minor":40,"lead":"l2-PERSON","conversation":"c7","at":"2026-03-04T00:00:00Z"}
EVENTS
run import store crossed.ndjson --quiet
expect 0
run export store events --output crossing.ndjson
run init fourth --zone UTC
run import fourth crossing.ndjson --quiet
expect 0
head -1 crossed.ndjson >c7.ndjson
echo '{"type":"stage","conversation":"c7","stage":"welcome","action":"enter","at":"2026-03-04T00:00:01Z"}' >>c7.ndjson
run import fourth c7.ndjson --format json
expect 0
is "of somebody else: known" "$(value duplicate)" 1
is "of somebody else: new" "$(value accepted)" 1
is "of somebody else: erased" "$(value erased)" 0

exit $failures
