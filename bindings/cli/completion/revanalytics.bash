# Bash completion of the revanalytics command.

# Words that the command itself knows: reports, dimensions, options of a command ...
_revanalytics_words()
{
    revanalytics complete "$@" 2>/dev/null
}

# Values of an option, or nothing where a file or a free word is wanted.
_revanalytics_values()
{
    case $1:$2 in
    *:--color) echo "auto always never" ;;
    report:--format | export:--format) _revanalytics_words formats "$1" ;;
    *:--format) echo "text json" ;;
    *:--mode) echo "booked restated" ;;
    *:--compare) echo "same_time full previous_period previous_year none" ;;
    *:--period) echo "today yesterday" {this,last}-{week,month,quarter,year} ;;
    *:--by) echo "hour day week month none" ;;
    *:--level) echo "quick records full" ;;
    esac
}

_revanalytics()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]} words=""
    COMPREPLY=()

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$(_revanalytics_words commands) help --help --version" -- "$word")
        return
    fi
    case $before in
    --config | --output)
        compopt -o default
        return
        ;;
    --measures) words=$(_revanalytics_words measures) ;;
    --dimensions) words=$(_revanalytics_words dimensions) ;;
    --*) words=$(_revanalytics_values "$command" "$before") ;;
    esac
    if [[ -z $words && $word == -* ]]; then
        words=$(_revanalytics_words options "$command")
    elif [[ -z $words ]]; then
        case $command:$COMP_CWORD in
        report:3) words=$(_revanalytics_words reports) ;;
        export:3) words=$(_revanalytics_words exports) ;;
        erase:3) words="conversation lead visitor" ;;
        help:2) words=$(_revanalytics_words commands) ;;
        *)
            compopt -o default
            return
            ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _revanalytics revanalytics
