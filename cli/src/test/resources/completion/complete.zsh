# complete.zsh SCRIPT LINE: what zsh adds as matches for the last word of LINE, one a line.
# A shell on a pseudo-terminal completes; its compadd prints what it is given.
# READY is put together by the shell: what the terminal echoes of these lines must not count as it.
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PROMPT=; stty -echo; autoload -Uz compinit; compinit -u -D; source '${(q)1}
zpty -w z '
offer() {
  compadd() {
    typeset -a hits
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
      builtin compadd "$@"
      return
    fi
    builtin compadd -A hits "$@"
    print -rl -- "HIT "$^hits
    builtin compadd "$@"
  }
  print
  _main_complete
  print DONE
  exit
}
zle -C offer complete-word offer
bindkey "^I" offer
print REA""DY'
zpty -r z before '*READY*'
zpty -w -n z $2$'\t'
zpty -r z seen '*DONE*'
print -r -- ${seen//$'\r'/} | grep -o 'HIT .*' | sed 's/^HIT //' | sort -u
