# Blackfish writes this script; changes are lost. It needs bash 4.2 and coreutils, du, df and mv of GNU.
# Above are: pull (our folder, beside the image), image, plain_http, scratch, replace, final, begun (as our note says it).

# Files of the folder, each replaced at once: beat (time, phase, bytes), facts (of the image that was made), ended (the
# last word; of a failure also what room the disks had at the start). Whoever wants the pull to stop makes the file cancel.
say() {
  printf '%s\n' "${@:2}" >".$1.new" && mv -f ".$1.new" "$1"
}

# A disk may be full: then the beat's time still moves, since that takes no room.
beat() {
  local now
  printf -v now '%(%s)T' -1
  say beat "$now $phase $bytes" 2>/dev/null || touch beat
}

end() {
  trap - EXIT TERM INT HUP
  sweep
  if [[ $1 == failed ]]; then
    say ended "$*" "${rooms[@]}"
  else
    say ended "$*"
  fi
  exit 0
}

# A full disk makes programs fail in many ways.
because() {
  if grep -qE 'No space left on device|Disk quota exceeded|write error' log; then
    end failed no-room "$2"
  fi
  end failed "$1"
}

# What a folder's disk has left, in KiB; nothing where nobody knows.
free_of() {
  df -Pk "$1" 2>/dev/null | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4
}

# Unpacked images hold folders that not even their owner may write to.
clear_away() {
  chmod -R u+rwX "$@" 2>/dev/null
  rm -rf "$@"
}

# Short at first, so that nobody waits for what is quick.
doze() {
  sleep "$doze"
  [[ $doze == 0.1 ]] && doze=0.4 || doze=1
}

# What takes its time and must not be cut short goes on while the beat tells that we live.
beating() {
  local busy doze=0.1
  "$@" 2>/dev/null &
  busy=$!
  while kill -0 "$busy" 2>/dev/null; do
    beat
    doze
  done
}

sweep() {
  if [[ -n $work ]]; then
    beating clear_away "$work"
    [[ -e $work ]] || rm -f "work.${work##*.}"
  fi
  beating clear_away image.sif tmp-copy-* blackfish-pull.*
}

# An earlier try that hangs, or what it left behind when it was killed: programs that go on by themselves, unpacked files.
end_earlier() {
  local process host folder note
  for process in /proc/[0-9]*; do
    if [[ $process != "/proc/$$" && -O $process ]] && grep -qszxF "BLACKFISH_PULL=$pull" "$process/environ"; then
      kill -KILL "${process#/proc/}" 2>/dev/null
    fi
  done
  # Each note of unpacked files stays until they are gone; those of another account are for it to clear, and so are those
  # of another host unless its disk is here too.
  for note in work work.*; do
    [[ -r $note ]] && read -r host folder <"$note" && [[ $host == "$(hostname)" || -d $folder ]] || continue
    # Whoever may write here may have written the note: what is removed must bear the very name that mktemp gave.
    if [[ $folder =~ ^/(.*/)?blackfish-pull\.[A-Za-z0-9]{8}$ && -d $folder && -O $folder && ! -L $folder ]]; then
      beating clear_away "$folder"
    fi
    [[ -e $folder ]] || rm -f "$note"
  done
  beating clear_away image.sif tmp-copy-* blackfish-pull.*
}

# The disk with the most room, unless the site names one: unpacking takes several times the image's size.
choose_work() {
  local folder free best='' room=-1
  for folder in "$@"; do
    [[ -d $folder && -w $folder ]] || continue
    free=$(free_of "$folder")
    if [[ $free =~ ^[0-9]+$ ]] && ((free > room)); then
      best=$folder room=$free
    fi
  done
  [[ -n $best ]] || end failed no-scratch
  rooms=("room $room $best" "room $(free_of "$pull") $pull")
  work=$(mktemp -d "$best/blackfish-pull.XXXXXXXX") || because no-scratch "$best"
  mkdir "$work/cache" "$work/tmp" || end failed no-room "$best"
  say "work.${work##*.}" "$(hostname) $work" || end failed no-room "$pull"
}

size_of() {
  local total
  total=$(timeout 5 du -scB1 "$@" 2>/dev/null | tail -n 1 | cut -f 1)
  bytes=${total:-$bytes}
}

# Off a terminal the program prints its phases only, so that files tell how far it is.
look() {
  local said
  said=$(<log)
  shopt -s nullglob
  local squashed=("$work"/tmp/bundle-temp-*/squashfs-*) copied=(tmp-copy-*)
  shopt -u nullglob
  if ((${#copied[@]})); then
    phase=copying
    size_of "${copied[@]}"
  elif [[ $said == *'Creating SIF file'* ]]; then
    phase=converting
    ((${#squashed[@]} == 0)) || size_of "${squashed[@]}"
  elif [[ $said == *'Extracting OCI image'* ]]; then
    phase=unpacking
    ((looks % 5 != 0)) || size_of "$work/tmp"
  elif [[ $said == *'Starting build'* ]]; then
    phase=fetching
    size_of "$work/cache"
  fi
  ((looks++))
}

# TERM to the program's whole group lets it tidy up; KILL only after a grace.
stop() {
  local waited
  [[ -z $child ]] || kill -TERM -- "-$child" 2>/dev/null
  for waited in {1..50}; do
    [[ -n $child ]] && kill -0 -- "-$child" 2>/dev/null || break
    sleep 0.2
  done
  [[ -z $child ]] || kill -KILL -- "-$child" 2>/dev/null
  [[ -e cancel ]] || end failed stopped
  end cancelled
}

# Runs a program in a group of its own while it is watched, and sets code to how it ended.
watched() {
  local doze=0.1
  set -m
  "$@" </dev/null &
  child=$!
  set +m
  while kill -0 "$child" 2>/dev/null; do
    [[ ! -e cancel ]] || stop
    look
    beat
    doze
  done
  wait "$child"
  code=$?
  # What a program that was killed has started would go on, and fill what is cleared away.
  kill -KILL -- "-$child" 2>/dev/null
  child=
}

fetch() {
  local program options=()
  program=$(command -v apptainer || command -v singularity) || end failed no-program "$(hostname)"
  [[ $plain_http == no ]] || options+=(--no-https)
  watched env "APPTAINER_CACHEDIR=$work/cache" "APPTAINER_TMPDIR=$work/tmp" "SINGULARITY_CACHEDIR=$work/cache" \
    "SINGULARITY_TMPDIR=$work/tmp" "$program" pull "${options[@]}" image.sif "$image" >>log 2>&1
  ((code == 0)) || end failed "exit-$code"
  phase=checking
  [[ $(dd if=image.sif bs=1 skip=32 count=9 2>/dev/null) == SIF_MAGIC ]] || end failed no-sif
  look() { :; }
  watched timeout 60 "$program" inspect --json image.sif >inspect.json 2>>log
  ((code == 0)) || rm -f inspect.json
}

# Only now does the image get its name, whole and readable by all.
deliver() {
  watched sha256sum image.sif >sums
  ((code == 0)) || because unreadable "$pull"
  chmod 755 image.sif || end failed no-room "$pull"
  watched sync image.sif
  ((code == 0)) || end failed no-room "$pull"
  say facts "sha256 $(cut -d ' ' -f 1 sums)" "size $(stat -c %s image.sif)" || end failed no-room "$pull"
  rm -f sums
  [[ ! -e cancel ]] || stop
  if [[ $replace == yes ]]; then
    mv -fT image.sif "$final" 2>>log || end failed no-rename
  elif ! ln -T image.sif "$final" 2>/dev/null && [[ ! $final -ef image.sif ]]; then
    # Not every disk knows hard links; and mv of coreutils 9.2 to 9.4 fails where others skip, so its word does not count.
    mv -nT image.sif "$final" 2>>log
    if [[ -e image.sif ]]; then
      [[ ! -e $final ]] || end failed taken
      end failed no-rename
    fi
  fi
  end done
}

# So that a later try finds this one and all that it started, whatever has become of it.
if [[ ${BLACKFISH_PULL:-} != "$pull" ]]; then
  export BLACKFISH_PULL=$pull
  exec bash "$0" "$@"
fi
umask 022
# The words of programs are read, here and by the server.
export LC_ALL=C
cd "$pull" || exit 1
if [[ ${1:-} == sweep ]]; then
  beat() { :; }
  end_earlier
  exit 0
fi
# A job that waited too long may begin when its folder is another try's. On network disks a note shows some seconds late.
for try in {1..30}; do
  ! grep -qsF "\"at\":\"$begun\"" note.json || break
  ((try < 30)) || exit 0
  sleep 1
done
# What another account left behind may be removed but not written to.
rm -f log sums inspect.json .*.new
exec </dev/null >/dev/null 2>>log
phase=starting bytes=0 looks=0 work='' child='' rooms=()
trap stop TERM INT HUP
trap 'end failed broken' EXIT
beat
end_earlier
if [[ -n $scratch ]]; then
  choose_work "$scratch"
else
  choose_work "$pull" /var/tmp
fi
fetch
deliver
