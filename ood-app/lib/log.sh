# shellcheck shell=bash
# Sourced. What is done with a line of the server's output before it goes into the log; the line is the variable "line".

# No line of ours holds the token; should a library ever print it, or somebody else's, it ends here.
mask_secrets() {
  local bearing="(bearer|Bearer|BEARER|[Tt]oken|TOKEN)[\"']?[ :=]+[\"']?([A-Za-z0-9_-]{32,})"
  [ -z "$1" ] || line=${line//"$1"/(token)}
  while [[ $line =~ $bearing ]]; do line=${line//"${BASH_REMATCH[2]}"/(token)}; done
}

# The JVM's own word on a start cache that it was given and does not take; once, as the variable "refused" notes.
note_refused_cache() {
  [ -z "$refused" ] && [[ $line =~ ^\[[^]]*\]\[(warning|error)\ *\]\[(aot|cds) ]] || return 0
  refused=yes
  printf '%s\n' "blackfish-server: this Java refused the start cache, for the reason in the next line; the start takes longer"
}

# Payara stays up without its application; what kept that from starting has mostly left a sentence of its own.
# Below a prefix there are two, ours and the small one at the root: SCRATCH HOW-MANY.
note_failed_deployment() {
  [[ $line =~ Deployed\ ([0-9]+)\ archive\(s\) ]] && [ "${BASH_REMATCH[1]}" -lt "$2" ] || return 0
  [ -s "$1/start-problem" ] || [ -s "$1/in-use" ] ||
    printf '%s\n' "Blackfish could not be started in its server, which says why in its log" >"$1/start-problem"
}
