# shellcheck shell=bash
# Sourced. What a site adds to the environment of its sessions.

# Brings in init_scripts and java_modules; environment_problem says what of them failed, or nothing. Should one of them end
# the shell, environment_step names it.
# Jobs of some adapters see no login shell, and so no "module".
# shellcheck disable=SC2034,SC2154
load_site_environment() {
  local file
  local -
  set +euo pipefail
  environment_problem="" environment_remedy="" environment_step=/etc/profile
  if ! declare -F module >/dev/null && [ -n "$site_java_modules" ] && [ -r /etc/profile ]; then
    # shellcheck disable=SC1091
    . /etc/profile >/dev/null 2>&1
  fi
  for file in $site_init_scripts; do
    if [ ! -r "$file" ]; then
      environment_problem="The site's settings name $file in init_scripts, which cannot be read on $(uname -n)"
      environment_remedy="put it there or take it out"
      return 0
    fi
    environment_step="$file of the site's init_scripts"
    # shellcheck disable=SC1090
    . "$file"
  done
  for file in $site_java_modules; do
    environment_step="The module $file of the site's java_modules"
    module load "$file" >/dev/null 2>&1 && continue
    environment_problem="The module $file of the site's settings (java_modules) cannot be loaded on $(uname -n)"
    environment_remedy="mend it"
    return 0
  done
}
