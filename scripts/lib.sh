# Shared by the scripts in this folder; sourced, not run. Works in any POSIX shell. Scripts follow symbolic links to
# themselves, because a folder of the path may hold one.

project=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)

# Prints the major version of the given Java; nothing if it is not a Java.
java_version() {
  "$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

# Sets JAVA and JAVA_HOME to a JDK 21 or later: that of JAVA_HOME or of the path, otherwise the newest of the machine.
find_java() {
  for home in "${JAVA_HOME:-}" "$(java_home_of_path)"; do
    if [ "$(jdk_version "$home")" -ge 21 ]; then
      use_java "$home"
      return 0
    fi
  done
  find_newest_java
}

# Sets JAVA and JAVA_HOME to the newest JDK 21 or later: of JAVA_HOME, the path and the usual folders of systems.
find_newest_java() {
  newest=20
  for home in "${JAVA_HOME:-}" "$(java_home_of_path)" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
      "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version=$(jdk_version "$home")
    if [ "$version" -gt "$newest" ]; then
      newest=$version
      newest_home=$home
    fi
  done
  if [ "$newest" -lt 21 ]; then
    echo "$(basename "$0"): no JDK 21 or later was found; install one (Debian, Ubuntu: apt install openjdk-21-jdk; macOS: brew install openjdk@21; others: https://adoptium.net) or set JAVA_HOME" >&2
    exit 1
  fi
  use_java "$newest_home"
}

use_java() {
  JAVA_HOME=$1
  JAVA=$1/bin/java
  export JAVA_HOME
}

# Prints the major version of the JDK in a folder; 0 if there is none.
jdk_version() {
  version=
  if [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ]; then
    version=$(java_version "$1/bin/java")
  fi
  echo "${version:-0}"
}

java_home_of_path() {
  java=$(command -v java) || return 0
  # follows links, for the path usually holds one
  while [ -L "$java" ]; do
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=$(dirname "$java")/$target ;;
    esac
  done
  dirname "$(dirname "$java")"
}

# The last line of the log of a build that failed.
build_failed="the build failed"

# build_if_missing MODULE FILE...: builds the module if one of its files is missing or older than a source.
build_if_missing() {
  module=$1
  shift
  for file in "$@"; do
    if [ ! -e "$project/$file" ] || [ -n "$(newer_sources "$project/$file")" ]; then
      build "$module"
      return
    fi
  done
}

newer_sources() {
  find "$project" -path '*/target' -prune -o -path '*/.git' -prune -o \
    \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$1" -print 2>/dev/null | head -n 1
}

require_maven() {
  if ! command -v mvn >/dev/null; then
    echo "$(basename "$0"): Maven was not found; install it (Debian, Ubuntu: apt install maven; macOS: brew install maven)" >&2
    exit 1
  fi
}

# build MODULE: builds the module and what it needs, and names each module on the standard error when its turn has come.
build() {
  require_maven
  echo "building $1 and its dependencies; the first build takes some minutes ..." >&2
  log=$(mktemp)
  # the exit status of a pipe is that of its last command
  { (cd "$project" && mvn -B -ntp -Pdeep -Dmaven.test.skip=true -pl "$1" -am package) 2>&1 || echo "$build_failed"; } |
    tee "$log" | while IFS= read -r line; do
      case $line in
        '[INFO] Building '*']') echo "  ${line#'[INFO] Building '}" >&2 ;;
      esac
    done
  if [ "$(tail -n 1 "$log")" = "$build_failed" ]; then
    grep -v -e '^\[INFO\]' -e "^$build_failed\$" "$log" >&2 || true
    rm -f "$log"
    echo "$(basename "$0"): the build failed, see above" >&2
    exit 1
  fi
  rm -f "$log"
}
