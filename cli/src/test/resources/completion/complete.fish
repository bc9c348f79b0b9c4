# complete.fish SCRIPT LINE: what fish offers for the last word of LINE, one a line, with descriptions.
source $argv[1]
complete -C $argv[2]
