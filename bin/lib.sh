# Sourced by bin/demo and bin/test: what both need of the machine, and the testbed with images and models in it.

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${BLACKFISH_TESTBED_CACHE:-/var/cache/blackfish-testbed}
# shellcheck source=../ood-app/lib/java.sh
. "$root/ood-app/lib/java.sh"

# Names everything that is missing at once, so that nobody has to try three times.
need_machine() {
  local missing=()
  [ "$(id -u)" -eq 0 ] || missing+=("root: it sets up a throw-away Slurm cluster with its own user; run it with sudo or as root")
  find_java >/dev/null 2>&1 || missing+=("a JDK of version 21 or later, for example the package temurin-25-jdk, or JAVA_HOME pointing at one")
  command -v mvn >/dev/null || missing+=("Maven, the package maven")
  command -v python3 >/dev/null || missing+=("Python 3, the package python3")
  command -v apt-get >/dev/null || missing+=("Debian 12: the testbed's packages come from apt-get")
  [ ${#missing[@]} -eq 0 ] && return 0
  say "$(basename "$0") cannot run here. Missing:"
  printf '  - %s\n' "${missing[@]}" >&2
  exit 1
}

# The testbed's cluster at $1 with port base $2 for user $3 (default: researcher); then the images and models named by the caller lie in its cache_dir.
cluster_up() {
  "$root/testbed/packages" || die "the testbed's Debian packages could not be installed"
  "$root/testbed/up" --prefix "$1" --port-base "$2" --user "${3:-researcher}" --min-job-age 10 >&2 || die "the testbed's Slurm did not come up; see $1/log"
  if ! command -v apptainer >/dev/null; then
    mkdir -p "$1/apptainer"
    cp -a "$root/testbed/apptainer/." "$1/apptainer/"
    chmod -R a+rX "$1/apptainer"
  fi
  "$root/testbed/apptainer/prepare" >&2 || die "ordinary users cannot run containers on this machine"
}

# Runs a command as the testbed's user with the testbed's environment; variables after -- are name=value.
as_researcher() {
  local prefix=$1
  shift
  # shellcheck disable=SC1091
  (
    . "$prefix/env"
    cd "$TESTBED_HOME"
    exec runuser -u "$TESTBED_USER" -- env -i HOME="$TESTBED_HOME" USER="$TESTBED_USER" LOGNAME="$TESTBED_USER" \
      LANG=C.UTF-8 SLURM_CONF="$SLURM_CONF" TESTBED_PREFIX="$prefix" TESTBED_CACHE_DIR="$TESTBED_CACHE_DIR" \
      PATH="$prefix/shims:$prefix/apptainer:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "$@"
  )
}
