# shellcheck shell=bash
# Sourced by session.sh. The portal writes connection.yml once; it is kept true here while a session waits for data that
# another one holds, and while its own server starts then.
# shellcheck disable=SC2154

# Read, never passed on: only create_yml of the main shell sees it.
session_read_token() {
  password=""
  IFS= read -r password 2>/dev/null <"$session_home/auth_token" || :
  [[ $password =~ ^[A-Za-z0-9_-]{43}$ ]]
}

# Why session_read_token failed.
session_token_trouble() {
  local file=$session_home/auth_token said
  # The reason is told from the words that programs have for it.
  local -x LC_ALL=C
  said=$({ : <"$file"; } 2>&1)
  case $said in
    *"No such file"*)
      printf '%s' "The server whose data this session shares has ended, and its token $file with it; start the session again." ;;
    "")
      printf '%s' "The file $file holds no token of a server; start the session again, which writes a new one." ;;
    *)
      printf '%s' "The file $file of the running server cannot be read on $host (${said##*: }); look whether your home folder is there and the file is yours, and start again." ;;
  esac
}

# What the launcher has proven of who answers on the port, as the variable "standing"; fails before it has.
session_is_proven() {
  { standing=$(<"$session_run_dir/standing"); } 2>/dev/null || standing=""
  [ "$standing" = waiting ] || [ "$standing" = ready ]
}

# Runs beside the main shell. From the end of the wait until the server has proven itself the card has no button, since
# anybody may hold the port meanwhile; that server's token is not the one that the card was made with.
session_follow() {
  local file=$session_staged/connection.yml away=$session_staged/connection.yml.away
  trap - TERM INT HUP
  umask 077
  while kill -0 $$ 2>/dev/null; do
    if session_is_proven; then
      if session_offer && [ "$standing" = ready ]; then
        session_say "this session holds the data now"
        exit 0
      fi
    elif [ "$standing" = starting ] && [ -f "$file" ]; then
      mv -f "$file" "$away"
    fi
    sleep 1
  done
}

# Gives the card what is true now; fails while the main shell has not written the file, or no token can be read.
session_offer() {
  session_read_token || return 1
  if [ -f "$file" ]; then
    # Another session may hold the data by now.
    [ "$standing" = ready ] || [ "$(sed -n 's/^password: //p' "$file")" != "$password" ] || return 0
    session_renew_card "$file"
  elif [ -f "$away" ]; then
    session_renew_card "$away" && rm -f "$away"
  else
    return 1
  fi
}

# The card's file, from the lines of $1 with the token and the standing of this moment.
session_renew_card() {
  while IFS= read -r line; do
    case $line in
      password:*) printf 'password: %s\n' "$password" ;;
      standing:*) printf 'standing: %s\n' "$standing" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$1" >"$file.new" && mv -f "$file.new" "$file"
}

# What holds the token of the session staged in $1. In this order, since a renaming may be under way: its source goes first.
session_disconnect() { rm -f "$1/connection.yml"{.new,,.away}; }
