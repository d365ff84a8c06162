# Shared by the testbed's commands: names and places, processes recorded by PID and start time, waiting for conditions.

readonly NODES=(c1 g1 g2)
readonly TOOLS=(sbatch squeue sacct scancel sinfo)
readonly MARKER=.blackfish-testbed
# One file for each testbed that needs /dev/fuse open to all, and the mode that the device had before the first.
readonly FUSE_USERS=/run/blackfish-testbed-fuse
readonly HOME_COMMENT="blackfish testbed"

PREFIX=/var/tmp/blackfish-testbed
CACHE=${BLACKFISH_TESTBED_CACHE:-/var/cache/blackfish-testbed}

die() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

require_root() {
  [ "$(id -u)" = 0 ] || die "needs root, because it creates a user and starts system daemons; you are $(id -un)."
}

# Everything below the prefix may be removed by down, so it must be a place of its own.
check_prefix() {
  [[ $PREFIX =~ ^(/[A-Za-z0-9._-]+){2,}$ ]] || die "--prefix $PREFIX must be an absolute path of at least two parts, without spaces."
  [[ $PREFIX != */.. && $PREFIX != */../* ]] || die "--prefix $PREFIX must not contain '..'."
  # Root reads settings from there later: a folder that somebody else laid out is refused.
  [ ! -e "$PREFIX" ] || { [ ! -L "$PREFIX" ] && [ -O "$PREFIX" ]; } || die "$PREFIX belongs to somebody else; choose another --prefix."
  [ "${#PREFIX}" -le 70 ] || die "--prefix $PREFIX is longer than 70 characters, too long for Unix sockets below it."
}

is_testbed() {
  [ -f "$PREFIX/$MARKER" ]
}

# One up or down at a time for one prefix; the lock lies beside it so that down can remove the prefix.
lock_prefix() {
  exec 8>"/run/lock/blackfish-testbed$(tr / - <<<"$PREFIX").lock"
  flock -w 120 8 || die "another up or down of $PREFIX is still running."
}

unlock_prefix() {
  rm -f "/run/lock/blackfish-testbed$(tr / - <<<"$PREFIX").lock"
}

# Clock ticks after boot at which a process started: with its id, this names a process for ever.
start_time() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  read -ra fields <<<"${stat##*) }"
  [ "${fields[0]}" != Z ] || return 1
  echo "${fields[19]}"
}

# start NAME COMMAND...: runs a daemon in a session of its own, with a clean environment and a log; the command is kept.
start() {
  local name=$1 pid
  shift
  (
    # A daemon must not keep what its starter holds open: our lock, or one that a caller's own queue hands down.
    for fd in "/proc/$BASHPID/fd"/*; do
      fd=${fd##*/}
      [ "$fd" -le 2 ] || exec {fd}>&-
    done
    exec setsid env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 SLURM_CONF="$PREFIX/etc/slurm.conf" \
      MYSQL_UNIX_PORT="$PREFIX/run/mysql.sock" "$@" </dev/null >>"$PREFIX/log/$name.log" 2>&1
  ) &
  pid=$!
  echo "$pid $(start_time "$pid")" >"$PREFIX/run/$name.pid"
  printf '%s\0' "$@" >"$PREFIX/run/$name.command"
}

# The process id of a daemon that is running, nothing otherwise.
pid_of() {
  local pid began
  read -r pid began 2>/dev/null <"$PREFIX/run/$1.pid" || return 1
  [ "$(start_time "$pid")" = "$began" ] || return 1
  echo "$pid"
}

stop() {
  local name=$1 pid
  if pid=$(pid_of "$name"); then
    if kill -TERM "$pid" && ! within 20 gone "$name"; then
      kill -KILL "$pid"
    fi
    within 5 gone "$name" || echo "testbed: $name (process $pid) does not end" >&2
  fi
  rm -f "$PREFIX/run/$name.pid"
}

stop_sshd() {
  stop sshd
  if [ -e "$PREFIX/made-run-sshd" ]; then
    rmdir /run/sshd
    rm "$PREFIX/made-run-sshd"
  fi
}

gone() {
  ! pid_of "$1" >/dev/null
}

# within SECONDS COMMAND...: true as soon as the command is, false when the time is over.
within() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# await SECONDS NAME COMMAND...: like within, but a daemon that ended or is late is reported with its log's last lines.
await() {
  local seconds=$1 name=$2
  shift 2
  within "$seconds" ready_or_dead "$name" "$@" && ! gone "$name" && return
  echo "--- last lines of $PREFIX/log/$name.log" >&2
  tail -n 20 "$PREFIX/log/$name.log" >&2
  die "$name is not ready after ${seconds} s at most."
}

ready_or_dead() {
  local name=$1
  shift
  "$@" || gone "$name"
}

slurm() {
  SLURM_CONF="$PREFIX/etc/slurm.conf" timeout 20 "$@"
}

nodes_idle() {
  [ "$(slurm sinfo -h -N -o '%N %t' | sort -u | grep -c ' idle$')" = "${#NODES[@]}" ]
}

# True when the account was made by this prefix: its home lies here and it carries our comment.
made_user() {
  local entry
  entry=$(getent passwd "$1") || return 1
  [[ $entry == *":$HOME_COMMENT:$PREFIX/home/$1:"* ]]
}

# Names must resolve for slurmctld and for whoever reaches an engine on its node. The file may be a bind mount: no rename.
hosts_add() {
  hosts_remove
  hosts_line >>/etc/hosts
}

hosts_remove() {
  local kept
  kept=$(awk -v line="$(hosts_line)" '$0 != line' /etc/hosts)
  [ "$kept" = "$(cat /etc/hosts)" ] || printf '%s\n' "$kept" >/etc/hosts
}

hosts_line() {
  echo "127.0.0.1 ${NODES[*]} # blackfish-testbed $PREFIX"
}
