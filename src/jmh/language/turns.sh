#!/usr/bin/env bash
# Prints the processor time of the turns of the hostile programs.
#
#   ./mvnw test-compile && src/jmh/language/turns.sh [part of a name …]
#
# Needs a JDK 25 as JAVA_HOME or on the path. WARM_UP and SECONDS_EACH say how long each program runs, unmeasured and measured.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xms1g -Xmx1g -XX:+AlwaysPreTouch \
  -Dwarm-up="${WARM_UP:-1.5}" -Dseconds="${SECONDS_EACH:-1.5}" \
  -cp "${CLASSES:-target/classes:target/test-classes}" dev.interleave.language.TurnFigures "$@"
