# shellcheck shell=bash
# Sourced. find_java prints the java of a JDK or JRE >= 21, or says what is missing and fails.

# A Java's own "release" file spares the start of a JVM; few lack it.
java_major() {
  local version=""
  version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$(dirname "$(dirname "$(readlink -f "$1")")")/release" 2>/dev/null) || version=""
  if [ -n "$version" ]; then
    version=${version#1.}
    echo "${version%%[!0-9]*}"
    return 0
  fi
  "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p' | head -n 1
}

find_java() {
  local candidate major seen=""
  for candidate in ${BLACKFISH_JAVA:+"$BLACKFISH_JAVA/bin/java"} ${JAVA_HOME:+"$JAVA_HOME/bin/java"} \
    "$(command -v java || echo none)" /usr/lib/jvm/*/bin/java /opt/*/bin/java; do
    [ -x "$candidate" ] || continue
    major=$(java_major "$candidate")
    case $major in
      2[1-9] | [3-9][0-9]) echo "$candidate"; return 0 ;;
      *) seen="$seen $candidate (Java $major)" ;;
    esac
  done
  echo "Blackfish needs a JDK of version 21 or later; found only:${seen:- none}. Install one, for example the package openjdk-21-jdk or temurin-25-jdk, or point JAVA_HOME at it." >&2
  return 1
}
