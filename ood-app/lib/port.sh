# shellcheck shell=bash
# Sourced by blackfish-server. Whoever else listens on the port would be asked for proof in vain for minutes; Payara goes on
# without a listener.

# Ends the launcher with a sentence if nobody can listen on port $2 of address $1 now.
check_port() {
  local why
  why=$(python3 - "$1" "$2" 2>&1 <<'PY'
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind((sys.argv[1], int(sys.argv[2])))
PY
  ) || fail "port $2 cannot be used on $1 ($(tail -n 1 <<<"$why" | sed 's/^.*Errno [0-9]*\] //')); it is in use by another program, or the address is not one of this machine. Choose another one"
}
