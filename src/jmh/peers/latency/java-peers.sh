#!/usr/bin/env bash
# How long short jobs take in db-scheduler or JobRunr with PostgreSQL while long ones run; one line of JSON per setting, in under
# three minutes each. With `throughput`, how many short jobs a second are submitted and done instead.
#
#   src/jmh/peers/latency/java-peers.sh db-scheduler|jobrunr [throughput]
#
# Needs a JDK 25 as JAVA_HOME or on the path, and PostgreSQL (Debian: postgresql; its bin directory on the path). Maven fetches the
# libraries into a temporary directory.
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
library=${1:?db-scheduler or jobrunr}
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | tail -n 1)
need initdb postgresql
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
need "$java" 'temurin-25-jdk, from adoptium.net'
say "$(postgres --version), $("$java" -version 2>&1 | sed -n 3p)"
cp "$here/java-peers-pom.xml" "$work/pom.xml"
"$here/../../../../mvnw" -q -B -f "$work/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$work/lib" >&2
"${java%java}javac" -parameters -g -cp "$work/lib/*" -d "$work/classes" "$here/JavaPeers.java"
start_postgres

measure() { # measure SETTING WORKERS LONGS
    timeout 120 "$java" -Xmx1g -cp "$work/classes:$work/lib/*" JavaPeers "$library" "$1" "$2" "$3" "$LONG_N" "$SECONDS_OF_LOAD"
}
if [ "${2:-}" = throughput ]; then
    measure 'one by one, its default of workers' default 0
elif [ "$library" = jobrunr ]; then
    measure 'one worker' 1 "$LONGS"
    measure 'default number of workers' default "$LONGS"
else
    measure 'one worker' 1 "$LONGS"
    measure 'default (10 workers)' default "$LONGS"
    measure 'default (10 workers)' default 16
fi
