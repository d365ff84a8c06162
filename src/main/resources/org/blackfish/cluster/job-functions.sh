# Blackfish writes this script; changes are lost. It needs bash 4.2, mv, readlink and sleep.

# Says in the log, which a requeued job goes on with, where an attempt begins.
mark_attempt() {
  echo "blackfish: attempt $((${SLURM_RESTART_COUNT:-0} + 1)) begins on node ${SLURMD_NODENAME:-$(hostname)}"
}

require_apptainer() {
  if ! command -v apptainer >/dev/null; then
    echo "blackfish: the program apptainer is not on the PATH of node $(hostname); ask the site to install it there." >&2
    exit 127
  fi
}

# Sets port to one that nobody on this node uses; below the range from which Linux takes outgoing ports.
choose_port() {
  local sockets tcp=() tcp6=() attempt hex
  mapfile -t tcp </proc/net/tcp
  [[ ! -r /proc/net/tcp6 ]] || mapfile -t tcp6 </proc/net/tcp6
  sockets="${tcp[*]} ${tcp6[*]}"
  for attempt in {1..200}; do
    port=$((20000 + RANDOM % 12000))
    printf -v hex ':%04X ' "$port"
    [[ $sockets == *"$hex"* ]] || return 0
  done
  echo "blackfish: no free port was found on node $(hostname)." >&2
  exit 1
}

# Keeps endpoint.json true: "serving" while every listener on the port is a process of this job, else "prepared".
# While it serves that is said again and again with a higher beat, since a watcher that was killed takes nothing back.
# Slurm may send TERM to all processes of a job; the watcher stays until the container program is gone.
watch_endpoint() {
  local job=$1 port=$2 phase= seen=prepared written= proven= beat=0 said=0 proofs=() links=
  trap '' TERM INT HUP
  while is_child_of "$job"; do
    # The tables of all sockets are long on a busy node: between two beats it is enough that the engine holds its own.
    if [[ $phase != serving || $seen != serving ]] || is_beat_due || ! is_still_held; then
      seen=prepared
      if find_listeners "$port" && { [[ ${listeners[*]} == "$proven" ]] || all_belong_to "$job"; }; then
        seen=serving
        # A socket keeps its inode for life, so that the processes need not be searched at every beat.
        proven=${listeners[*]}
      fi
      if { [[ $seen != "$phase" ]] || is_beat_due; } && write_endpoint "$seen"; then
        phase=$seen
      fi
    fi
    sleep 1
  done
  # Only our own word is taken back: a requeued job may already have written a new one.
  [[ ! -r endpoint.json || $(<endpoint.json) != "$written" ]] || rm -f endpoint.json
}

# At first every second, so that nobody waits long for the second one that proves a pulse, then every 5 s. The time is
# the node's since its start, which nobody sets.
is_beat_due() {
  local now
  [[ $seen == serving ]] || return 1
  read -r now _ </proc/uptime
  ((${now%.*} - said >= (beat < 10 ? 1 : 5)))
}

# Whether the descriptors in which the listeners were found still lead to them; where not, they are searched anew.
is_still_held() {
  [[ $(readlink "${proofs[@]}") == "$links" ]] || { proven= && return 1; }
}

is_child_of() {
  parent_of "$BASHPID" && [[ $parent == "$1" ]]
}

# Sets parent to the parent of a process. A program's name may hold blanks, brackets and line breaks.
parent_of() {
  local stat=
  { IFS= read -r -d '' stat <"/proc/$1/stat"; } 2>/dev/null
  stat=${stat##*) }
  stat=${stat#* }
  parent=${stat%% *}
  [[ -n $parent ]]
}

# Sets listeners to the socket inodes that listen on the port; fails when there are none or one has another owner.
find_listeners() {
  local hex table line lines local_address state uid inode
  printf -v hex '%04X' "$1"
  listeners=()
  for table in /proc/net/tcp /proc/net/tcp6; do
    [[ -r $table ]] || continue
    mapfile -t lines <"$table"
    for line in "${lines[@]}"; do
      [[ $line == *":$hex "*" 0A "* ]] || continue
      read -r _ local_address _ state _ _ _ uid _ inode _ <<<"$line"
      [[ $state == 0A && $local_address == *":$hex" ]] || continue
      [[ $uid == "$EUID" ]] || return 1
      listeners+=("$inode")
    done
  done
  ((${#listeners[@]} > 0))
}

# Whether each of the listeners is held by the given process or one that descends from it; sets proofs to the
# descriptors that lead to them and links to what these say.
all_belong_to() {
  local job=$1 process pid inode ancestor descriptor sockets=() open=() held=() at try
  local -A parents=() found=()
  for process in /proc/[0-9]*; do
    [[ -O $process ]] || continue
    pid=${process#/proc/}
    ! parent_of "$pid" || parents[$pid]=$parent
  done
  for pid in "${!parents[@]}"; do
    ancestor=$pid
    while [[ -n $ancestor && $ancestor != "$job" ]]; do
      ancestor=${parents[$ancestor]:-}
    done
    [[ -n $ancestor ]] || continue
    for descriptor in "/proc/$pid/fd"/*; do
      [[ ! -S $descriptor ]] || sockets+=("$descriptor")
    done
  done
  ((${#sockets[@]} > 0)) || return 1
  # One that is closed meanwhile would shift the others.
  for try in 1 2 3 4 5; do
    open=()
    for descriptor in "${sockets[@]}"; do
      [[ ! -S $descriptor ]] || open+=("$descriptor")
    done
    ((${#open[@]} > 0)) || return 1
    mapfile -t held < <(readlink "${open[@]}" 2>/dev/null)
    ((${#held[@]} != ${#open[@]})) || break
  done
  ((${#held[@]} == ${#open[@]})) || return 1
  for at in "${!held[@]}"; do
    found[${held[at]//[^0-9]/}]=${open[at]}
  done
  proofs=() links=
  for inode in "${listeners[@]}"; do
    [[ -n ${found[$inode]:-} ]] || return 1
    proofs+=("${found[$inode]}")
    links+=${links:+$'\n'}socket:[$inode]
  done
}

# Replaces endpoint.json at once, so that a reader sees the old or the new one. Where no new file can be made, as in a
# full home, the old one is written over: all are of one length, and that takes no more room.
write_endpoint() {
  local now
  TZ=UTC printf -v now '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  printf -v written '{"job_id":"%s","attempt":%d,"host":"%s","port":%d,"phase":%-10s,"pid":%d,"beat":%10d,"time":"%s"}' \
    "$SLURM_JOB_ID" "${SLURM_RESTART_COUNT:-0}" "${SLURMD_NODENAME:-$(hostname)}" "$port" "\"$1\"" "$job" \
    "$((++beat))" "$now"
  { printf '%s\n' "$written" >.endpoint.json.new && mv -f .endpoint.json.new endpoint.json; } ||
    printf '%s\n' "$written" 1<>endpoint.json || return 1
  read -r said _ </proc/uptime
  said=${said%.*}
}
