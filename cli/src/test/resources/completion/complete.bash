# complete.bash SCRIPT LINE [COMP_TYPE]: what bash would put in for the last word of LINE, one a line.
COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
source "$1"
COMP_LINE=$2
COMP_POINT=${#COMP_LINE}
COMP_TYPE=${3:-9}
COLUMNS=60
_distro
(( ${#COMPREPLY[@]} == 0 )) || printf '%s\n' "${COMPREPLY[@]}"
