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
    asked=$period
    [ "$name" = real_time_dashboard ] && asked="--now 2026-03-02T04:59:59Z"
    for format in text json csv ndjson msgpack; do
        run report store "$name" $asked --format $format
        expect 0
        silent "$err"
        [ -s "$out" ] || fail "$name as $format is empty"
    done
    run report store "$name" $asked --format json
    is report "$(value report)" "$name"
    is zone "$(value time_zone)" America/New_York
    [ "$name" = real_time_dashboard ] || is complete "$(value complete)" true
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


# Lists of values, and exclusions; records without a value stay under these.
net_where()
{
    # shellcheck disable=SC2086
    run report store executive_summary $period --where "$1" --format json
    expect 0
    is "net where $1" "$(kpi revenue_net numerator)" "$2"
}
net_where 'platform=Nobody,SolarReviews' 27500
net_where 'platform!=SolarReviews' 0
net_where 'source!=bing' 27500
net_where 'source!=google' 0
net_where 'borough!=Brooklyn' 0
net_where 'borough!=Queens' 27500
is where "$(value where)" '[{"dimension": "borough", "exclude": ["Queens"]}]'
is warnings "$(value warnings.0)" 'no record has borough "Queens"; the nearest is "Brooklyn"'

# The header: what it is compared with, mode, conditions, warnings.
# shellcheck disable=SC2086
run report store executive_summary $period --where 'platform=SolarReview,A\,B' --mode booked --format json
is previous "$(value previous_from) $(value previous_to)" "2026-02-28T05:00:00Z 2026-03-01T05:00:00Z"
is mode "$(value mode)" booked
is where "$(value where)" '[{"dimension": "platform", "values": ["SolarReview", "A,B"]}]'
is warnings "$(value warnings.0)" 'no record has platform "SolarReview"; the nearest is "SolarReviews"'
is order "$(python3 -c 'import json,sys; print(*json.load(open(sys.argv[1])))' "$out")" \
    "report from to previous_from previous_to now mode where time_zone currency complete warnings tables"
# shellcheck disable=SC2086
run report store executive_summary $period --compare none --format json
is order "$(python3 -c 'import json,sys; print(*json.load(open(sys.argv[1])))' "$out")" \
    "report from to now mode where time_zone currency complete warnings tables"
# shellcheck disable=SC2086
run report store executive_summary $period --where platform=SolarReview --where 'source!=bing,x'
expect 0
silent "$err"
says "$out" "compared with 28 Feb 2026"
says "$out" "mode default"
says "$out" "platform = SolarReview"
says "$out" "source != bing, x"
says "$out" 'warning: no record has platform "SolarReview"; the nearest is "SolarReviews"'
is "tables of another mode" "$(grep -c 'restated: returns count at their sale; above booked' "$out")" 2
# shellcheck disable=SC2086
run report store executive_summary $period --compare none --mode restated
says "$out" "compared with nothing"
says "$out" "mode restated"
grep -q "returns count" "$out" && fail "one mode is told twice"
for form in csv ndjson; do
    # shellcheck disable=SC2086
    run report store executive_summary $period --where platform=SolarReview --format $form
    expect 0
    complains 'the nearest is "SolarReviews"'
    # shellcheck disable=SC2086
    run export store cells $period --where platform=SolarReview --format $form
    expect 0
    complains 'the nearest is "SolarReviews"'
done

# Where a dimension has more values than are told apart, one of the others may be meant.
run init few --ephemeral --set max_values=1
run import few events.ndjson
# shellcheck disable=SC2086
run report few executive_summary $period --where source=bing --format json
is warnings "$(value warnings.0)" 'no record has source "bing"; the nearest is "google"; or it is one of (other), beyond `max_values`'

# Periods by name; each is given once.
period_is()
{
    run report store cube --period "$1" --now 2026-03-04T15:00:00Z --format json
    expect 0
    is "$1" "$(value from) $(value to)" "$2"
}
period_is today "2026-03-04T05:00:00Z 2026-03-05T05:00:00Z"
period_is this-month "2026-03-01T05:00:00Z 2026-04-01T04:00:00Z"
period_is last-week "2026-02-23T05:00:00Z 2026-03-02T05:00:00Z"
period_is 2026-W09 "2026-02-23T05:00:00Z 2026-03-02T05:00:00Z"
period_is 2026-Q1 "2026-01-01T05:00:00Z 2026-04-01T04:00:00Z"
period_is 2026 "2026-01-01T05:00:00Z 2027-01-01T05:00:00Z"
for twice in "--period today --days 1" "--period today --to 2026-03-02" "--days 1 --from 2026-03-01"; do
    # shellcheck disable=SC2086
    run report store cube $twice
    expect 2
    complains "a period is given once"
done
run report store cube --period someday
expect 2
complains '--period: no period "someday"'

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
for where in '=x' '!=x'; do
    run report store executive_summary --where "$where"
    expect 2
    complains "DIM=VALUES"
done
run report store executive_summary --where platform=
expect 2
complains "--where: a value of platform is empty"
run report store executive_summary --where platform=a --where platform=b
expect 2
complains "put the values into one list, platform=A,B"
run report store executive_summary --where platfrom=x
expect 2
complains 'did you mean "platform"'
run report store cube --measures nonsense
expect 2
for option in "--by day" "--measures sales" "--dimensions source" "--sort sales" "--limit 1"; do
    # shellcheck disable=SC2086
    run report store executive_summary $option
    expect 2
    option=${option%% *}
    complains "$option: executive_summary takes no \`${option#--}\`"
done
run report store executive_summary --from nonsense
expect 2
complains '--from "nonsense"'
run report store executive_summary --from 2026-02-30
expect 2
run report store executive_summary --days 0
expect 2
run report store executive_summary --from 2026-03-02 --to 2026-03-01
expect 2
complains "the period is empty"
run report store executive_summary --output /no/such/folder/file
expect 1
complains "No such file"
finish
