# shellcheck shell=bash
# Sourced by session.sh. What a session leaves about its end: for the card, also where no room is left for a word.
# shellcheck disable=SC2154

# Room for what is written last; fails where there is none.
session_reserve() {
  { printf '%1501s\n' '' >"$session_staged/problem" && printf '%8s\n' '' >"$session_staged/ending"; } 2>/dev/null
}

# The first problem is the cause; later ones are its consequences. Written over a file that has room already, so that a
# quota that is used up meanwhile cannot swallow the sentence.
session_problem() {
  # The room is counted in bytes.
  local LC_ALL=C
  session_say "$1"
  ! session_has_problem || return 0
  { printf '%-1500.1500s\n' "$1" 1<>"$session_staged/problem"; } 2>/dev/null || :
  printf '%s\n' "$1" >&2
}

session_has_problem() { grep -q '[^ ]' "$session_staged/problem" 2>/dev/null; }

# Says that this is no kill, which the card takes an end for of which it finds no word.
session_ends() {
  session_say "$1"
  { printf '%-8s\n' orderly 1<>"$session_staged/ending"; } 2>/dev/null || :
}

# The log of this run; Slurm may start a job again, in the same folder.
session_told() {
  awk '/^[0-9][0-9]:[0-9][0-9]:[0-9][0-9] session on / { said = "" } { said = said $0 "\n" } END { printf "%s", said }' \
    "$session_log" 2>/dev/null
}

# What the launcher said last is the reason; the server's own log has the details.
session_last_words() {
  local words status=${session_status:-0}
  words=$(session_told | sed -n 's/^blackfish-server: //p' | grep -v -E '^(answers|waits) on |^the data ' | tail -n 1)
  if session_port_is_taken; then
    words="Another program took port $port of $host before the server could; nothing was sent to it. Start the session again"
  fi
  # What a shell or setpriv said in its place.
  [ -n "$words" ] || words=$(session_told | grep -v -E '^[0-9]{2}:|^blackfish-server: ' | tail -n 1)
  if [ -z "$words" ] && ! session_has_room; then
    words="There is no room left in $session_staged (quota or disk full), so the server could not say why it ended: delete files you no longer need and start again"
  fi
  if [ -z "$words" ] && [ "$status" -ne 0 ]; then
    words="The server $(session_words_of_status "$status"); start the session again, and look into $session_home/logs/server.log if that happens often"
  fi
  words=${words:-The server ended; see $session_home/logs/server.log}
  printf '%s' "${words%.}."
}

# The launcher has numbers of its own, as its first lines say.
session_words_of_status() {
  case $1 in
    3) printf 'found its data held by another one' ;;
    4) printf 'ran out of memory' ;;
    75) printf 'lost its data to another one, to a storage that hung or to a PostgreSQL that ended' ;;
    *) words_of_end "$1" ;;
  esac
}

session_port_is_taken() { session_told | tail -n 3 | grep -q 'cannot be used on .*Address already in use'; }

session_has_room() {
  local probe=$session_staged/.room status=0
  { printf '%8192s' '' >"$probe"; } 2>/dev/null || status=1
  rm -f "$probe"
  return "$status"
}

# Sets session_status to that of the server's launcher, if it has ended.
session_ask_status() {
  session_status=0
  kill -0 "$SCRIPT_PID" 2>/dev/null || { wait "$SCRIPT_PID" || session_status=$?; } 2>/dev/null
}
