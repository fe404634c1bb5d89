# Bash completion of the revanalytics command.

_revanalytics_options()
{
    local query="--from --to --days --now --mode --where --compare --by --measures --dimensions"
    case $1 in
    init) echo "--config --zone --currency --stages --tiers --idle-hours --set --ephemeral" ;;
    import) echo "--dry-run --max-errors --show-errors --batch --format --quiet" ;;
    report) echo "$query --format --rows --output" ;;
    watch) echo "--lines --cursor --from-seq --count --timeout" ;;
    export) echo "--format --output $query" ;;
    verify) echo "--level --quiet" ;;
    rebuild | backup | compact | erase) echo "--quiet" ;;
    settings) echo "--config --quiet" ;;
    info) echo "--format" ;;
    esac
}

# Values of an option, or nothing where a file or a free word is wanted.
_revanalytics_values()
{
    case $1:$2 in
    *:--color) echo "auto always never" ;;
    report:--format) echo "text json csv ndjson msgpack" ;;
    export:--format) echo "ndjson json csv msgpack" ;;
    *:--format) echo "text json" ;;
    *:--mode) echo "booked restated" ;;
    *:--compare) echo "same_time full previous_period previous_year" ;;
    *:--by) echo "hour day week month none" ;;
    *:--level) echo "quick records full" ;;
    esac
}

# Names that the command itself lists below a heading of its help.
_revanalytics_names()
{
    revanalytics report --help 2>/dev/null |
        awk -v heading="$1:" '$0 == heading { on = 1; next } on && !/^ / { exit } on'
}

_revanalytics()
{
    local commands="init import report watch export verify rebuild backup compact erase
        settings info"
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]} words=""
    COMPREPLY=()

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$commands help --help --version" -- "$word")
        return
    fi
    case $before in
    --config | --output)
        compopt -o default
        return
        ;;
    --measures) words=$(_revanalytics_names "Measures of the cube") ;;
    --dimensions) words=$(_revanalytics_names Dimensions) ;;
    --*) words=$(_revanalytics_values "$command" "$before") ;;
    esac
    if [[ -z $words && $word == -* ]]; then
        words="$(_revanalytics_options "$command") --color --no-color --ascii --help"
    elif [[ -z $words ]]; then
        case $command:$COMP_CWORD in
        report:3) words=$(_revanalytics_names Reports) ;;
        export:3) words="events documents conversations leads transactions cells" ;;
        erase:3) words="conversation lead visitor" ;;
        help:2) words=$commands ;;
        *)
            compopt -o default
            return
            ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _revanalytics revanalytics
