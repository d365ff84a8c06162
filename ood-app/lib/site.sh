# shellcheck shell=bash
# Sourced. What a site and a user chose for a session, checked: the one parser of site.conf and of the form's values.
# Nothing here is ever evaluated by a shell; whoever needs a value gets it quoted from bin/session-settings.

# name|default|what it must look like|in words
site_keys() {
  cat <<'KEYS'
release_root|/opt/blackfish/releases|/.*|an absolute path
java_home||(/.*)?|an absolute path
java_modules||[A-Za-z0-9._/+ -]*|names of modules
init_scripts||(/[^ ]*( /[^ ]*)*)?|absolute paths, a space between two
scratch_dir|/tmp|/.{0,47}|an absolute path of at most 48 characters on a local disk
shared_cache_dir||(/.*)?|an absolute path
node_uri|/node|/[A-Za-z0-9._-]+|a path such as /node
bind_address|0.0.0.0|[0-9]{1,3}(\.[0-9]{1,3}){3}|an IPv4 address of the node, or 0.0.0.0 for all
require_forwarded_user|yes|yes|no|yes or no
sessions_url|/pun/sys/dashboard/batch_connect/sessions|(/|https?://)[A-Za-z0-9._/:~%-]*|a path of the portal
support_url||((https?://|mailto:)[^ ]+)?|an address that begins with https:// or mailto:
max_hours|24|[1-9][0-9]{0,3}|a number from 1 to 9999
ready_timeout|120|[1-9][0-9]{1,2}|seconds, from 10 to 999
stop_grace|20|[1-9][0-9]{0,2}|seconds, from 1 to 999
native_slurm|--cpus-per-task=2 --mem=2G|(--?[A-Za-z0-9][!-~]*( [!-~]+)*)?|options of sbatch in plain ASCII, a space between two
KEYS
}

# Sets site_<name> for every known key, from the file $1 or to the default; a missing file is no error.
# Problems go to site_problems, unknown keys to site_warnings, one sentence a line.
read_site() {
  local file=$1 line name value number=0 known key default pattern words
  # A range of letters means the same in every locale, and a path's length is that of its bytes.
  local LC_ALL=C
  site_problems="" site_warnings="" known=" "
  while IFS='|' read -r key default _; do
    printf -v "site_$key" '%s' "$default"
    known+="$key "
  done < <(site_keys)
  if [ -e "$file" ] && [ ! -r "$file" ]; then
    site_problems="The site's settings $file cannot be read by $(id -un); ask your administrators to make them readable for everybody (chmod 644)."$'\n'
    return 0
  fi
  [ -e "$file" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(#.*)?$ ]] && continue
    if [[ ! $line =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]]; then
      site_problems+="Line $number of $file is not KEY=value; ask your administrators to mend it."$'\n'
      continue
    fi
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    value=${value%"${value##*[![:space:]]}"}
    if [[ $known != *" $name "* ]]; then
      site_warnings+="Line $number of $file sets $name, which is not known and has no effect; site.conf.example lists the known keys."$'\n'
      continue
    fi
    IFS=$'\t' read -r pattern words < <(site_rule "$name")
    if [[ ! $value =~ ^($pattern)$ ]] || [[ $value == *[[:cntrl:]]* ]]; then
      site_problems+="Line $number of $file sets $name to \"$value\"; it must be $words. Ask your administrators to mend it."$'\n'
      continue
    fi
    printf -v "site_$name" '%s' "$value"
  done <"$file"
}

# The pattern of a key may hold the separator, so words are what follows the last one.
site_rule() {
  local key rest
  while IFS='|' read -r key rest; do
    [ "$key" = "$1" ] || continue
    rest=${rest#*|}
    printf '%s\t%s\n' "${rest%|*}" "${rest##*|}"
    return 0
  done < <(site_keys)
}

# Sets session_hours and session_cache_dir from what the form gave; problems go to form_problems.
# shellcheck disable=SC2154
read_form() {
  local name value
  session_hours="" session_cache_dir="" form_problems=""
  for name in "$@"; do
    value=${name#*=}
    case ${name%%=*} in
      bc_num_hours) session_hours=$value ;;
      cache_dir) session_cache_dir=$value ;;
    esac
  done
  # A sub-app may leave a field out.
  [ -n "$session_hours" ] || session_hours=$((site_max_hours < 8 ? site_max_hours : 8))
  if [[ ! $session_hours =~ ^[0-9]{1,4}$ ]] || [ "$((10#$session_hours))" -lt 1 ] || [ "$((10#$session_hours))" -gt "$site_max_hours" ]; then
    form_problems+="The number of hours is \"$(printable "$session_hours")\"; a session may last from 1 to $site_max_hours hours here."$'\n'
    session_hours=1
  fi
  session_hours=$((10#$session_hours))
  [ -n "$session_cache_dir" ] || session_cache_dir=$site_shared_cache_dir
  if [ -n "$session_cache_dir" ] && { [[ $session_cache_dir != /* ]] || [[ $session_cache_dir == *[[:cntrl:]]* ]]; }; then
    form_problems+="The cache folder is \"$(printable "$session_cache_dir")\"; give an absolute path, or leave it empty."$'\n'
  fi
}

printable() { printf '%s' "${1//[[:cntrl:]]/?}"; }
