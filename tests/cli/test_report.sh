# Reports: every name, every form, the options of a period.
. "$(dirname "$0")/given.sh"
store

names=$("$REVANALYTICS_COMMAND" complete reports)
[ -n "$names" ] || fail "no reports"
for name in $names; do
    "$REVANALYTICS_COMMAND" report --help | grep -q "^  $name " || fail "$name is not in the help"
done

# The words of $period are options.
# shellcheck disable=SC2086
for name in $names; do
    for format in text json csv ndjson msgpack; do
        run report store "$name" $period --format $format
        expect 0
        silent "$err"
        [ -s "$out" ] || fail "$name as $format is empty"
    done
    run report store "$name" $period --format json
    is report "$(value report)" "$name"
    is zone "$(value time_zone)" America/New_York
    is complete "$(value complete)" true
done

# shellcheck disable=SC2086
run report store executive_summary $period --format json
is from "$(value from)" "2026-03-01T05:00:00Z"
is to "$(value to)" "2026-03-02T05:00:00Z"
kpi()
{
    python3 -c 'import json,sys
rows = json.load(open(sys.argv[1]))["tables"]["kpis"]
print(next(row for row in rows if row["kpi"] == sys.argv[2])[sys.argv[3]])' "$out" "$1" "$2"
}
is conversations "$(kpi conversations numerator)" 2
is leads "$(kpi leads_qualified numerator)" 1
is net "$(kpi revenue_net numerator)" 27500

# shellcheck disable=SC2086
run report store executive_summary $period --where platform=SolarReviews --format json
expect 0
is net "$(kpi revenue_net numerator)" 27500
# shellcheck disable=SC2086
run report store executive_summary $period --where platform=Nobody --format json
expect 0
is net "$(kpi revenue_net numerator)" 0

# Text is for people: money, rates, bars, names of days in the store's zone.
# shellcheck disable=SC2086
run report store executive_summary $period
says "$out" '$275.00'
says "$out" "1 Mar 2026"
says "$out" "50.0 %"
says "$out" "SolarReviews"
says "$out" "█"
grep -q "$(printf '\033')" "$out" && fail "colours in a file"
# shellcheck disable=SC2086
run report store conversation_analytics $period --ascii
says "$out" "welcome"
LC_ALL=C grep -q '[^ -~]' "$out" && fail "more than ASCII"
# shellcheck disable=SC2086
run report store executive_summary $period --color always
says "$out" "$(printf '\033[')"
# shellcheck disable=SC2086
LC_ALL=C run report store executive_summary $period
LC_ALL=C grep -q '[^ -~]' "$out" && fail "more than ASCII in the C locale"
for width in 40 60 80 120 200; do
    # shellcheck disable=SC2086
    COLUMNS=$width run report store platform_performance $period
    widest=$(python3 -c 'import sys; print(max(len(line.rstrip("\n")) for line in open(sys.argv[1])))' "$out")
    [ "$width" -lt 60 ] || [ "$widest" -le "$width" ] || fail "$widest columns where $width are"
done

# No column is lost in silence: it is in a block below, or on a line that counts it.
for width in 80 120; do
    # shellcheck disable=SC2086
    COLUMNS=$width run report store platform_performance $period
    for column in Offers Delivered Accepted Rejected Timeout Returned Pending Delivery Acceptance \
        "Return rate" Sales "Net revenue" Share "Per sale" Response Rating; do
        says "$out" "$column"
    done
    says "$out" "not shown: --format csv has all" # of the days, which are drawn as lines
done
COLUMNS=80 run report store revenue_trends --from 2026-02-01 --to 2026-03-04 --now 2026-03-04
says "$out" "columns (Gross, Returns, Sales) not shown: --format csv has all"
COLUMNS=80 run report store revenue_trends --from 2026-03-01 --to 2026-03-04 --now 2026-03-04
for column in Gross Returns Sales Conversations; do
    says "$out" "$column"
done
COLUMNS=80 run report store cube --from 2026-03-01 --to 2026-03-04 --by none
says "$out" "columns not shown: --format csv has all"

# Notes are under the series, their texts whole.
run report store revenue_trends --from 2026-03-01 --to 2026-03-04 --now 2026-03-04
grep -q Notes "$out" && fail "a heading of notes without a note"
cat >notes.ndjson <<EOF
{"type":"note","id":"n-1","at":"2026-03-02T15:00:00Z","until":"2026-03-05T15:00:00Z","text":"the price was raised, and whoever asked in the days before still pays what they were told"}
EOF
run import store notes.ndjson
COLUMNS=60 run report store revenue_trends --from 2026-03-01 --to 2026-03-04 --now 2026-03-04
says "$out" "2 Mar 2026 10:00"
says "$out" "the price was raised, and whoever asked in the days"
says "$out" "before still pays what they were told"

# The same question has the same answer, byte for byte.
# shellcheck disable=SC2086
run report store cube $period --by day --dimensions platform --format csv
expect 0
cp "$out" first.csv
# shellcheck disable=SC2086
run report store cube $period --by day --dimensions platform --format csv --output second.csv
expect 0
silent "$out"
cmp -s first.csv second.csv || fail "two answers"

# The cube takes metrics as measures, with the figures of their KPIs.
# shellcheck disable=SC2086
run report store cube $period --by none --measures revenue_net,qualified_rate --format json
expect 0
is net "$(value tables.cells.0.revenue_net)" 27500
is rate "$(value tables.cells.0.qualified_rate)" 0.5

# Rows of the cube in an order, and the first of them.
# shellcheck disable=SC2086
run report store cube $period --by day --measures conversations --sort -conversations --limit 1 --format csv
expect 0
is rows "$(wc -l <"$out" | tr -d ' ')" 2
# shellcheck disable=SC2086
run report store cube $period --by quarter --measures conversations --format csv
says "$out" "2026-Q1"
run report store cube --limit -1
expect 2

# Mistakes.
run report store executive_summary --where nonsense
expect 2
complains "DIM=VALUE"
run report store executive_summary --where platfrom=x
expect 2
complains 'did you mean "platform"'
run report store cube --measures nonsense
expect 2
for option in "--by day" "--measures sales" "--dimensions source" "--sort sales" "--limit 1"; do
    # shellcheck disable=SC2086
    run report store executive_summary $option
    expect 2
    complains "executive_summary takes no ${option%% *}"
done
run report store executive_summary --from nonsense
expect 2
complains '--from "nonsense"'
run report store executive_summary --from 2026-02-30
expect 2
run report store executive_summary --days 0
expect 2
run report store executive_summary --from 2026-03-02 --to 2026-03-01
expect 1
complains store
run report store executive_summary --output /no/such/folder/file
expect 1
complains "No such file"
finish
