# shellcheck shell=bash
# Sourced. Processes by number and start tick, which together name one for as long as the machine runs, and the scratch
# folders that belong to them. Time is the kernel's, and nothing here forks in a loop but sleep: a busy machine is slow.

# Sets ticks to when a process began, in ticks since boot (field 22 of its stat); fails when it is gone or a zombie.
start_ticks() {
  local stat
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2206
  local fields=(${stat##*) })
  ticks=${fields[19]}
  [ "${fields[0]}" != Z ]
}

# Notes that a process works in a scratch folder.
record_process() {
  local ticks=""
  start_ticks "$2" || return 0
  printf '%s %s %s\n' "$(this_machine)" "$2" "$ticks" >>"$1/processes"
}

# One boot, and the processes that can be seen of it.
this_machine() { printf '%s/%s' "$(</proc/sys/kernel/random/boot_id)" "$(readlink /proc/self/ns/pid)"; }

# Removes the scratch folders of launchers that were killed, once their servers are gone too.
sweep_scratch() {
  local folder machine pid began ticks here
  here=$(this_machine)
  for folder in "$1"/server.??????; do
    if [ ! -O "$folder" ] || [ ! -s "$folder/processes" ]; then continue; fi
    while read -r machine pid began; do
      [ "$machine" = "$here" ] || continue 2
      if start_ticks "$pid" && [ "$ticks" = "$began" ]; then continue 2; fi
    done <"$folder/processes"
    rm -rf "$folder"
  done
}

# The children of all of a process's threads.
children_of() { cat "/proc/$1/task"/*/children 2>/dev/null || :; }

# Waits for TENTHS of a second at most until the processes are gone; fails when one is left.
await_end() {
  local up end pid ticks
  read -r up _ </proc/uptime
  end=$((10#${up/./} + $1 * 10))
  shift
  for pid; do
    while start_ticks "$pid"; do
      read -r up _ </proc/uptime
      [ $((10#${up/./})) -lt "$end" ] || return 1
      sleep 0.1
    done
  done
}

# What the status of a Java of ours says about its end, where it left no word of its own.
words_of_end() {
  case $1 in
    # By -XX:+ExitOnOutOfMemoryError.
    3) printf 'ran out of memory' ;;
    137) printf 'was killed from outside, as the system does where memory runs out' ;;
    129 | 1[3-9][0-9]) printf 'was ended by signal %s' $(($1 - 128)) ;;
    *) printf 'ended with status %s' "$1" ;;
  esac
}
