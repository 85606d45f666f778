#!/usr/bin/env bash
# Compares the speed of programs here and in CPython, one after the other in one run, and prints ratios.
#
#   ./mvnw test-compile && src/jmh/language/speed.sh [program …]        by default all in src/jmh/language/programs
#
# Needs python3 3.11 or newer, and a JDK 25 as JAVA_HOME or on the path. The times are of the processor, the median of several
# runs in one process, warm, without the start of the process. WARM_UP says for how many seconds each program runs unmeasured
# here, 3 by default: the JVM compiles on other threads, which takes longer on a busy machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

programs=("$@")
((${#programs[@]} > 0)) || programs=(src/jmh/language/programs/*.py)

printf '== %s, load before: %s\n' "$(python3 --version)" "$(cut -d' ' -f1-3 /proc/loadavg)"
peer=$(mktemp)
trap 'rm -f "$peer"' EXIT
python3 -X int_max_str_digits=0 src/jmh/language/speed.py "${programs[@]}" > "$peer"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xms1g -Xmx1g -Dwarm-up="${WARM_UP:-3}" -cp "${CLASSES:-target/classes:target/test-classes}" \
  dev.interleave.language.SpeedFigures "$peer"
