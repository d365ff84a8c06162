# shellcheck shell=bash
# Sourced by check-site. Whether portal and execution host fit together: names and ports.
# shellcheck disable=SC2154

check_host() {
  local regex node_uri
  if [ -z "$portal" ]; then
    note host "$host; give --portal /etc/ood/config/ood_portal.yml on the web host to compare it with host_regex"
    return
  fi
  [ -r "$portal" ] || { bad host "$portal cannot be read" "run this part as root on the web host"; return; }
  regex=$(portal_value host_regex) node_uri=$(portal_value node_uri)
  if [ -z "$node_uri" ]; then
    bad host "$portal sets no node_uri" "add node_uri: /node and run update_ood_portal"
    return
  fi
  if [ "$node_uri" != "$site_node_uri" ]; then
    bad host "node_uri is $node_uri in $portal and $site_node_uri in site.conf" "make them equal"
  fi
  # As the portal's own, which knows \w where bash does not.
  if python3 -c 'import re, sys; sys.exit(not re.fullmatch(sys.argv[1], sys.argv[2]))' "${regex:-[^/]+}" "${reach:-$host}" 2>/dev/null; then
    ok host "${reach:-$host} matches host_regex"
  else
    bad host "${reach:-$host} does not match host_regex $regex" "widen host_regex, or let set_host of the cluster print a name that matches"
  fi
}

portal_value() { sed -n "s/^ *$1: *[\"']\{0,1\}\([^\"'#]*\)[\"']\{0,1\} *\(#.*\)\{0,1\}\$/\1/p" "$portal" | head -n 1 | sed 's/ *$//'; }

# On an execution host: whether a port is free. On the web host: whether the firewall lets it through.
check_ports() {
  local said
  if [ -n "$reach" ]; then
    said=$(python3 - "$reach" "${ports%-*}" "${ports#*-}" 2>&1 <<'PY'
import random, socket, sys
host, low, high = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for port in random.sample(range(low, high + 1), min(5, high + 1 - low)):
    try:
        socket.create_connection((host, port), 3).close()
    except ConnectionRefusedError:
        pass
    except OSError as problem:
        sys.exit(f"port {port} of {host}: {problem}")
PY
    ) && ok ports "$reach answers from here on $ports (refused at once where nobody listens)" && return
    bad ports "$said" "open $ports from the web host to $reach in the firewall, or narrow min_port and max_port of the cluster"
    return
  fi
  said=$(python3 - "$site_bind_address" "${ports%-*}" "${ports#*-}" 2>&1 <<'PY'
import random, socket, sys
address, low, high = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for port in random.sample(range(low, high + 1), min(50, high + 1 - low)):
    try:
        with socket.socket() as probe:
            probe.bind((address, port))
            sys.exit(0)
    except OSError as problem:
        last = problem
sys.exit(str(last))
PY
  ) && ok ports "a port in $ports is free on $site_bind_address" && return
  bad ports "no port in $ports could be used on $site_bind_address ($said)" "widen min_port and max_port of the cluster, or correct bind_address"
}
