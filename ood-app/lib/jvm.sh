# shellcheck shell=bash
# Sourced after java.sh. How the server's JVM is called, and the start cache: the classes of a whole session, loaded
# and linked once by the very Java that will use them (an AOT cache, JDK 25 or later).

# Every option that a cache depends on is here; docs/performance.md says what each was worth.
jvm_options() {
  options=(
    -Xms40m -Xmx256m -Xmn8m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:-ShrinkHeapInSteps
    -XX:ReservedCodeCacheSize=64m -Xss512k -XX:SoftRefLRUPolicyMSPerMB=10
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError
    # Else each 10 MB of new code stop everything for a full collection, the first in the middle of the start.
    -XX:SweeperThreshold=100
    # Without a name each value, object and reader of JSON looks through two hundred jars for who makes them.
    -Djakarta.json.provider=org.eclipse.parsson.JsonProviderImpl
    # Virtual threads read from PostgreSQL's Unix socket by way of a pool, which by itself has one thread for each core: two of
    # them that waited for a lock kept its holder from hearing that it may go on. More than the 16 connections there are.
    -Dorg.newsclub.net.unix.VirtualThreadPoller.use-common-pool=true
    -Djava.util.concurrent.ForkJoinPool.common.parallelism=20
    --enable-native-access=ALL-UNNAMED
    --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED
    --add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED
    --add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED
  )
  local open
  for open in java.base/{java.lang,java.util,java.io,java.net,java.nio,sun.nio.ch,jdk.internal.loader} \
    java.base/sun.net.www.protocol.{jar,jrt} java.naming/javax.naming.spi java.rmi/sun.rmi.transport \
    java.logging/java.util.logging java.management/{sun.management,javax.management,javax.management.openmbean} \
    jdk.management/com.sun.management.internal; do
    options+=("--add-opens=$open=ALL-UNNAMED")
  done
  [ "$(java_major "$1")" -lt 25 ] || options+=(
    -XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=60000
    # A relocated cache would become 80 MB of memory of our own instead of pages shared between users.
    -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0
  )
}

# Sets trust to the option for the authorities of Java $1, which sites keep, in place of Payara's own. Nothing is set where
# the site names a store itself, or where Java has none that can be read.
# shellcheck disable=SC2034
trusted_authorities() {
  local store security
  security=$(dirname "$(dirname "$(readlink -f "$1")")")/lib/security
  trust=()
  case ${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-} in *javax.net.ssl.trustStore*) return 0 ;; esac
  for store in "$security/jssecacerts" "$security/cacerts"; do
    if [ -r "$store" ]; then trust=("-Djavax.net.ssl.trustStore=$store") && return 0; fi
  done
}

# What a cache was made for, one word and its value a line: Java, options and jars with path, size and time.
describe_start() {
  local java=$1 runtime jdk options
  runtime=$(readlink -f "$2/runtime")
  jdk=$(dirname "$(dirname "$(readlink -f "$java")")")
  jvm_options "$java"
  printf 'java %s %s\n' "$jdk" "$(stat -L -c '%s %Y' "$jdk/lib/server/libjvm.so" "$jdk/lib/modules" 2>/dev/null | tr '\n' ' ')"
  printf 'options %s\n' "${options[*]}"
  printf 'jars %s\n' "$(stat -L -c '%n %s %Y' "$runtime"/root/launch-micro.jar "$runtime"/root/runtime/* | sha256sum)"
}

cache_key() { printf '%s' "$1" | sha256sum | cut -c 1-16; }

# The installer's cache lies in the application's folder, a user's own outside of any home of data.
cache_folders() {
  printf '%s\n' "$(readlink -f "$1/runtime")/start-cache" "${XDG_CACHE_HOME:-$HOME/.cache}/blackfish/start-cache"
}

# Sets cache to the file to use, or to nothing, and cache_word to one sentence on it.
# shellcheck disable=SC2034
choose_cache() {
  local java=$1 app=$2 wanted key folder other="" line
  cache="" cache_word=""
  if [ "$(java_major "$java")" -lt 25 ]; then
    cache_word="no start cache: $java is older than Java 25, whose caches are the first that help; the start takes longer"
    return 0
  fi
  wanted=$(describe_start "$java" "$app")
  key=$(cache_key "$wanted")
  while IFS= read -r folder; do
    if [ -r "$folder/$key/classes.aot" ]; then
      cache=$folder/$key/classes.aot
      cache_word="start cache $cache"
      return 0
    fi
    [ -n "$other" ] || other=$(find "$folder" -mindepth 2 -maxdepth 2 -name made-for 2>/dev/null | head -n 1) || other=""
  done < <(cache_folders "$app")
  if [ -z "$other" ]; then
    cache_word="no start cache has been made yet; the start takes longer"
    return 0
  fi
  # diff says 1 for "they differ".
  line=$({ diff "$other" - <<<"$wanted" || :; } | sed -n 's/^> \([a-z]*\) .*/\1/p' | tr '\n' ' ')
  cache_word="start cache $(dirname "$other") refused: it was made for other ${line% }; the start takes longer"
}
