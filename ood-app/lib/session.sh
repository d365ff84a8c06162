# shellcheck shell=bash
# Sourced by the four scripts that the portal stages, in this order: session_begin (before.sh, in the job's main shell),
# session_serve (script.sh, a process of its own), session_await (after.sh) and session_end (clean.sh). What the site and
# the user chose comes in as site_… and session_… from bin/session-settings; whatever goes wrong becomes one sentence in
# the file "problem" of the staged folder, which the card shows, and in session.log.
# shellcheck disable=SC2154

session_lib=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=java.sh
. "$session_lib/java.sh"
# shellcheck source=connection.sh
. "$session_lib/connection.sh"
# shellcheck source=ending.sh
. "$session_lib/ending.sh"
# shellcheck source=environment.sh
. "$session_lib/environment.sh"
# shellcheck source=processes.sh
. "$session_lib/processes.sh"
: "${session_staged:=$PWD}"
session_log=$session_staged/session.log

session_say() { { printf '%s %s\n' "$(date +%H:%M:%S)" "$1" >>"$session_log"; } 2>/dev/null || :; }

session_warn() {
  session_say "$1"
  { printf '%s\n' "$1" >>"$session_staged/warnings"; } 2>/dev/null || :
}

session_fail() {
  session_problem "$1"
  session_stop_server
  session_end
  exit 1
}

# The order matters: private first, then the trap, then a place to say things, then everything that may fail.
session_begin() {
  umask 077
  chmod 700 "$session_staged" || :
  session_asked="" session_follower=""
  # Slurm may start a job again after its node was lost, in the same folder.
  session_disconnect "$session_staged"
  trap session_cancelled TERM INT HUP
  if ! { : >>"$session_log"; } 2>/dev/null || ! session_reserve; then
    printf '%s\n' "There is no room left in $session_staged (quota or disk full): delete files you no longer need and start again." >&2
    exit 1
  fi
  session_say "session on $host, until $(date -d "+$session_hours hours" '+%Y-%m-%d %H:%M')"
  while IFS= read -r warning; do
    [ -z "$warning" ] || session_warn "$warning"
  done <<<"${session_warnings:-}"
  [ -n "${HOME:-}" ] || session_fail "This session has no HOME; ask your administrators to pass the environment of a login on to jobs."
  session_ends_at=$(($(date +%s) + session_hours * 3600))
  session_environment
  session_home=${BLACKFISH_HOME_DIR:-$HOME/.blackfish}
  session_check_limits
  session_check_home
  session_sweep
  session_make_run_dir
  session_find_java
  session_check_cache
  session_choose_port
  session_tell_card
}

session_environment() {
  # shellcheck disable=SC2016
  trap 'session_fail "$environment_step ended the session on $host; ask your administrators to take exit and set -e out of it."' EXIT
  load_site_environment
  trap - EXIT
  # A site's scripts may set another one, and files with a token in them come later.
  umask 077
  [ -z "$environment_problem" ] || session_fail "$environment_problem; ask your administrators to $environment_remedy."
}

session_check_limits() {
  local memory processes
  memory=$(ulimit -v) processes=$(ulimit -u)
  if [[ $memory =~ ^[0-9]+$ ]] && [ "$memory" -lt 4000000 ]; then
    session_fail "Processes on $host may use only $((memory / 1024)) MiB of address space (ulimit -v), and Java needs 4000; ask your administrators to raise the limit."
  fi
  if [[ $processes =~ ^[0-9]+$ ]] && [ "$processes" -lt 300 ]; then
    session_fail "You may run only $processes processes on $host (ulimit -u), and a session may need 300; ask your administrators to raise the limit."
  fi
}

# One small file says most about a home: whether it can be written, whether there is room, how slow it is.
session_check_home() {
  local probe=$session_home/.room.$$ said started=$SECONDS
  # The reason is told from the words that programs have for it.
  local -x LC_ALL=C
  if ! said=$( (mkdir -p "$session_home" && chmod 700 "$session_home" && head -c 2097152 /dev/zero >"$probe" && sync "$probe") 2>&1); then
    rm -f "$probe" 2>/dev/null
    said=${said##*: }
    case $said in
      *[Qq]uota* | "No space"* | "File too large"*)
        session_fail "There is no room left in $session_home ($said): delete files you no longer need and start again." ;;
    esac
    session_fail "Your folder $session_home cannot be written on $host ($said). If your home needs a Kerberos ticket, sign in to the portal again or run kinit on $host; else mend its permissions."
  fi
  rm -f "$probe"
  [ $((SECONDS - started)) -lt 3 ] ||
    session_warn "Your home folder answers slowly on $host: $((SECONDS - started)) s for one small file. Starting may take some minutes; tell your administrators if that stays so."
}

# Folders that a killed job or a reboot left, with the connection that must not outlive it; only of this host.
session_sweep() {
  local folder machine where pid tick staged ticks here
  here=$(this_machine)
  for folder in "$site_scratch_dir"/bf-??????; do
    if [ ! -d "$folder" ] || [ -L "$folder" ] || [ ! -O "$folder" ] || [ ! -r "$folder/owner" ]; then continue; fi
    { read -r machine where && read -r pid tick && IFS= read -r staged; } <"$folder/owner" || continue
    [ "${where:-$host}" = "$host" ] || continue
    # Since the same boot, but among processes that cannot be seen from here, as in a container: it may be at work.
    if [ "$machine" != "$here" ] && [ "${machine%%/*}" = "${here%%/*}" ]; then continue; fi
    if [ "$machine" = "$here" ] && start_ticks "$pid" && [ "$ticks" = "$tick" ]; then continue; fi
    rm -rf "$folder" && session_disconnect "$staged"
    session_say "removed $folder, which an earlier session left"
  done
}

# Short, because a socket's path has at most 108 bytes; local, because sockets and locks do not belong on NFS.
session_make_run_dir() {
  local pid ticks=""
  session_run_dir=$(mktemp -d "$site_scratch_dir/bf-XXXXXX" 2>/dev/null) ||
    session_fail "No folder can be made in $site_scratch_dir on $host; it is missing, full or not yours to write. Ask your administrators to mend it or to set scratch_dir in the site's settings."
  # Taken here: within a command substitution BASHPID is another process.
  pid=$BASHPID
  start_ticks "$pid" || :
  printf '%s %s\n%s %s\n%s\n' "$(this_machine)" "$host" "$pid" "$ticks" "$session_staged" >"$session_run_dir/owner" ||
    session_fail "$site_scratch_dir on $host is full; delete what is yours there, or ask your administrators to set scratch_dir to a larger disk."
}

session_find_java() {
  local said
  if [ -n "$site_java_home" ]; then
    [ -x "$site_java_home/bin/java" ] ||
      session_fail "The site's settings say java_home=$site_java_home, where there is no bin/java on $host; ask your administrators to install Java 21 or later there, or to take java_home out."
    said=$(java_major "$site_java_home/bin/java")
    if [[ ! $said =~ ^[0-9]+$ ]] || [ "$said" -lt 21 ]; then
      session_fail "The Java in $site_java_home (java_home of the site's settings) is version ${said:-unknown}, and Blackfish needs 21 or later; ask your administrators to name a newer one."
    fi
    session_java=$site_java_home/bin/java
    return 0
  fi
  session_java=$(find_java 2>"$session_run_dir/java") || session_fail "$(<"$session_run_dir/java") (on $host)"
}

# A cache that cannot be read must not cost the session; the user is told and works with the home folder.
session_check_cache() {
  [ -n "$session_cache_dir" ] || return 0
  if [ ! -d "$session_cache_dir" ] || [ ! -r "$session_cache_dir" ] || [ ! -x "$session_cache_dir" ]; then
    session_warn "The cache folder $session_cache_dir cannot be read on $host, so your home folder is used instead; choose another folder in the form, or ask for the right to read it."
    session_cache_dir=""
  elif [ ! -w "$session_cache_dir" ]; then
    session_say "the cache folder $session_cache_dir is read-only for you: its models and images are used, and downloads go to your home folder"
  fi
}

session_choose_port() {
  if ! port=$(find_port "$host") || [[ ! $port =~ ^[0-9]+$ ]]; then
    session_fail "No free port was found on $host in the range that the portal allows; try again in a while, or ask your administrators to widen min_port and max_port of this cluster."
  fi
  base_path=$site_node_uri/$host/$port
  [[ $base_path =~ ^(/[A-Za-z0-9._-]+)+$ ]] ||
    session_fail "The host name \"$host\" cannot stand in an address; ask your administrators to set set_host in the cluster's settings."
  # shellcheck disable=SC2034
  app_version=$session_version standing=starting password=""
  # What script.sh needs; the token is not among it.
  export port host base_path session_release session_run_dir session_staged session_java session_ends_at session_cache_dir
  export site_bind_address site_sessions_url site_require_forwarded_user
}

# What the card shows beside the button; the time left is told by no adapter but Slurm's.
session_tell_card() {
  {
    printf 'version=%s\nhost=%s\n' "$session_version" "$host"
    printf 'until=%s\n' "$(date -d "@$session_ends_at" '+%Y-%m-%d %H:%M %Z')"
    printf 'models=%s\n' "$session_cache_dir"
    printf 'help=%s\n' "$site_support_url"
  } >"$session_staged/facts" 2>/dev/null || :
}

# Becomes the launcher, so that the job's main shell knows the server's own process; should that shell be killed, the
# kernel tells us. Nothing of the job's environment reaches the jobs that Blackfish submits.
session_serve() {
  local name passed
  for name in $(compgen -e); do
    case $name in
      SLURM_CONF) ;;
      SLURM_* | SLURMD_* | SBATCH_* | SRUN_* | SALLOC_* | PMI_* | PMIX_* | OMPI_* | CUDA_VISIBLE_DEVICES | ROCR_VISIBLE_DEVICES | GPU_DEVICE_ORDINAL | ZE_AFFINITY_MASK)
        unset "$name" ;;
    esac
  done
  session_speak_utf8
  export BLACKFISH_RUN_DIR=$session_run_dir BLACKFISH_SESSION_ENDS_AT=$session_ends_at BLACKFISH_SESSIONS_URL=$site_sessions_url
  BLACKFISH_JAVA=$(dirname "$(dirname "$session_java")")
  BLACKFISH_OOD=false
  [ "$site_require_forwarded_user" = no ] || BLACKFISH_OOD=true
  export BLACKFISH_JAVA BLACKFISH_OOD
  [ -z "$session_cache_dir" ] || export BLACKFISH_DEFAULT_CACHE_DIR=$session_cache_dir
  passed=(--port "$port" --base-path "$base_path" --address "$site_bind_address" --standing "$session_run_dir/standing")
  # BLACKFISH_SITE_CONF is for those who read site.conf; the server knows no such setting.
  unset host port base_path BLACKFISH_SITE_CONF
  exec setpriv --pdeathsig TERM -- "$session_release/ood-app/bin/blackfish-server" "${passed[@]}" >>"$session_log" 2>&1 </dev/null
}

# A job may come without a locale, and Java then cannot open a file with an umlaut in its name.
session_speak_utf8() {
  local locale
  [ "$(locale charmap 2>/dev/null)" != UTF-8 ] || return 0
  for locale in C.UTF-8 en_US.UTF-8; do
    if [ "$(LC_ALL=$locale command locale charmap 2>/dev/null)" = UTF-8 ]; then
      export LC_ALL=$locale
      return 0
    fi
  done
}

# Returns once the launcher has proven that it is our own server, or the page of a session that waits for another one,
# that answers on the port; until then there is no connection.yml and no token leaves its file.
session_await() {
  local waited=0
  until session_is_proven; do
    if ! kill -0 "$SCRIPT_PID" 2>/dev/null; then
      session_ask_status
      session_fail "$(session_last_words)"
    fi
    [ "$waited" -lt $((site_ready_timeout * 5)) ] ||
      session_fail "Blackfish did not answer on $host within $site_ready_timeout s; start it again. If it happens often, send $session_log and $session_home/logs/server.log to your administrators."
    waited=$((waited + 1))
    sleep 0.2
  done
  session_read_token || session_fail "$(session_token_trouble)"
  session_say "answers at $base_path ($standing)"
  if [ "$standing" = waiting ]; then
    session_follow &
    session_follower=$!
  fi
}

# TERM by the scheduler, the portal's Cancel or the end of the time: an orderly end, and so exit status 0.
session_cancelled() {
  trap '' TERM INT HUP
  trap - EXIT
  session_asked=yes
  session_ends "asked to stop"
  session_stop_server
  clean_up 0
}

session_stop_server() {
  [ -n "${SCRIPT_PID:-}" ] || return 0
  kill -TERM "$SCRIPT_PID" 2>/dev/null || return 0
  await_end $((site_stop_grace * 10)) "$SCRIPT_PID" || kill -KILL "$SCRIPT_PID" 2>/dev/null || :
}

# May run after any step of the others, and twice.
session_end() {
  trap '' TERM INT HUP
  # Who rewrites the connection must not do so after its end.
  [ -z "${session_follower:-}" ] || kill -KILL "$session_follower" 2>/dev/null || :
  if [ -z "${session_asked:-}" ] && [ -n "${SCRIPT_PID:-}" ] && ! session_has_problem; then
    session_ask_status
    session_problem "$(session_last_words)" 2>/dev/null
  fi
  session_disconnect "$session_staged"
  # Left where the end came in the middle of the look at the home.
  [ -z "${session_home:-}" ] || rm -f "$session_home/.room.$$"
  [ -z "${session_run_dir:-}" ] || rm -rf "${session_run_dir:?}"
  session_ends "ended"
}
