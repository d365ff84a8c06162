# Given to bash by the server beside which it runs: LIMIT LOOK COMMAND... (LIMIT in hundredths of a second, LOOK in seconds).
# Starts the postmaster COMMAND and ends it when nobody says any more that the lease is ours. It uses no file of the home,
# which may be what hangs. Words on the standard input: a number of hundredths of a second is the age of a renewal, "lost"
# ends at once without a checkpoint, the end of the input (the server is gone) ends in order. Time is the kernel's.
trap : INT TERM HUP
limit=$1 look=$2
shift 2
exec 3<&0 </dev/null
now() { local up; read -r up _ </proc/uptime; up=${up/./}; now=$((10#$up)); }
# Dies with us where the system's tool can see to that.
if setpriv --pdeathsig INT true 2>/dev/null; then set -- setpriv --pdeathsig INT -- "$@"; fi
now
last=$now
"$@" 3<&- &
postmaster=$!
how=
while kill -0 "$postmaster" 2>/dev/null; do
  if read -r -t "$look" -u 3 word; then
    now
    if [ "$word" = lost ]; then how=QUIT; break; fi
    last=$((now - word))
  elif [ $? -le 128 ]; then
    how=INT
    break
  fi
  now
  if [ $((now - last)) -gt "$limit" ]; then how=QUIT; break; fi
done
[ -n "$how" ] || exit 0
kill "-$how" "$postmaster" 2>/dev/null
now
# A server that is asked to end has 20 s in all, and whoever asked waits for us too.
end=$((now + 350))
[ "$how" = INT ] || end=$((now + 300))
while kill -0 "$postmaster" 2>/dev/null; do
  now
  if [ "$now" -gt "$end" ]; then
    kill -KILL $(cat "/proc/$postmaster/task/$postmaster/children") "$postmaster" 2>/dev/null
    break
  fi
  read -r -t 0.1 -u 3 word || sleep 0.1
done
