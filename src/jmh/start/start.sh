#!/usr/bin/env bash
# How long the jar takes to be ready, against an empty Spring Boot application on the same starters (`empty/`), in turns: by plain
# `java -jar`, extracted, and extracted with an AOT cache, as docs/operations.md describes. Then the memory of each process (RSS)
# five seconds after it is ready. Takes about seven minutes.
#
#   ./mvnw package -DskipTests && src/jmh/start/start.sh [ROUNDS]       how often each is started: 3 by default
#
# Needs a JDK 25 as JAVA_HOME or on the path, and curl. Maven fetches the starters of the empty application.
. "$(dirname "${BASH_SOURCE[0]}")/../peers/peer.sh"
root=$here/../../..
rounds=${1:-3}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
need "$java" 'temurin-25-jdk, from adoptium.net'
need curl curl

cp -r "$here/empty" "$work/empty"
"$root/mvnw" -q -B -f "$work/empty/pom.xml" package >&2
"$java" -Djarmode=tools -jar "$root/target/interleave.jar" extract --destination "$work/interleave" > /dev/null
"$java" "$root/src/image/Training.java" "$work/interleave/interleave.aot" "$java" -jar "$work/interleave/interleave.jar" \
    > "$work/training.log" 2>&1 || { tail "$work/training.log" >&2; exit 1; }

commands=(
    "$java -jar $work/empty/target/empty.jar"
    "$java -jar $root/target/interleave.jar"
    "$java -jar $work/interleave/interleave.jar"
    "$java -XX:AOTCache=$work/interleave/interleave.aot -jar $work/interleave/interleave.jar"
)
say "$(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg), $("$java" -version 2>&1 | sed -n 3p)"
"$java" "$root/src/image/StartTimes.java" "$rounds" 100 "${commands[@]}"

memory() { # memory COMMAND: RSS in MB, five seconds after it is ready
    local port
    port=$(free_port)
    mkdir "$work/$port"
    # shellcheck disable=SC2086 # the words of the command
    SERVER_PORT=$port INTERLEAVE_DATA_DIR=$work/$port background "$work/memory.log" $1
    local process=$last
    until curl -sf "http://127.0.0.1:$port/actuator/health/readiness" > /dev/null; do
        kill -0 "$process" || { tail "$work/memory.log" >&2; exit 1; }
        sleep 0.1
    done
    sleep 5
    awk '/^VmRSS/ { printf "%d", $2 / 1000 }' "/proc/$process/status"
    end "$process"
}
for command in "${commands[@]}"; do
    for ((round = 0; round < rounds; round++)); do
        printf '%s MB  ' "$(memory "$command")"
    done
    printf '%s\n' "$command"
done
