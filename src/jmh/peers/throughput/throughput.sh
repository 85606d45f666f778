#!/usr/bin/env bash
# How many small jobs (n = 20) a second are submitted and durably done, each with fsync: Interleave on its embedded store and on
# PostgreSQL, one by one and in batches of 1,000; BullMQ with Redis; db-scheduler and JobRunr with PostgreSQL; and how many fsyncs the
# disk does alone. One line of JSON per measurement, in about ten minutes.
#
#   ./mvnw package -DskipTests && src/jmh/peers/throughput/throughput.sh [sqlite] [postgresql] [bullmq] [java_peers] [fsync]
#
# All by default. Needs wrk, python3, a JDK 25 as JAVA_HOME or on the path; for PostgreSQL its server (Debian: postgresql); for BullMQ
# redis-server and node 20 with npm, which fetches BullMQ into a temporary directory. SECONDS_OF_LOAD and CONNECTIONS may be set.
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | tail -n 1)
CONNECTIONS=${CONNECTIONS:-50}
export SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-20}
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$here/../../../../target/interleave.jar

cat > "$work/one.lua" << 'LUA'
wrk.method = "POST"
wrk.body = '{"n": 20}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Prefer"] = "wait=30"
LUA
cat > "$work/batch.lua" << 'LUA'
wrk.method = "POST"
wrk.body = '{"jobs":[' .. string.rep('{"n":20},', 999) .. '{"n":20}]}'
wrk.headers["Content-Type"] = "application/json"
LUA

finished() { # how many jobs have ended since the start of the service at $url
    curl -s "$url/actuator/prometheus" | awk '/^interleave_jobs_duration_seconds_count/ { n += $2 } END { printf "%d\n", n }'
}

report() { # report SYSTEM SETTING JOBS SECONDS
    python3 -c 'import json, sys; s, how, n, t = sys.argv[1:]; print(json.dumps({"system": s, "setting": how, "jobs_per_s": round(float(n) / float(t))}))' "$@"
}

load() { # load SYSTEM SETTING SCRIPT CONNECTIONS: what has ended by the time that nothing is left, by the time that took
    local before after start end
    before=$(finished)
    start=$(date +%s.%N)
    wrk -t1 -c"$4" -d"$SECONDS_OF_LOAD" -s "$work/$3.lua" "$url/v1/jobs$5" > "$work/wrk.log"
    grep -q 'Non-2xx' "$work/wrk.log" && { cat "$work/wrk.log" >&2; exit 1; }
    while curl -s "$url/v1/jobs?pageSize=1&state=running" | grep -q '"id"' || curl -s "$url/v1/jobs?pageSize=1&state=queued" | grep -q '"id"'; do
        sleep 0.1
    done
    end=$(date +%s.%N)
    after=$(finished)
    report "$1" "$2" "$((after - before))" "$(python3 -c "print($end - $start)")"
}

warm_up() { # until a round is no longer faster than the one before, or for two minutes: then the compiler is done
    local rate=0 before i
    for i in 1 2 3 4 5 6 7 8; do
        before=$rate
        rate=$(SECONDS_OF_LOAD=15 load 'warm-up' '' one "$CONNECTIONS" '' | sed -E 's/.*"jobs_per_s": ([0-9]+).*/\1/')
        say "warm-up: $rate jobs/s"
        ((rate * 100 > before * 103)) || break
    done
}

interleave() { # interleave SYSTEM ARGUMENT…
    local system=$1 port
    shift
    port=$(free_port)
    url=http://127.0.0.1:$port
    mkdir "$work/$port"
    background "$work/service.log" "$java" -Xmx2g --enable-native-access=ALL-UNNAMED -jar "$jar" \
        --server.port="$port" --interleave.data-dir="$work/$port" "$@"
    local service=$last
    wait_for "$work/service.log" 'The service is ready at'
    warm_up
    load "$system" "one by one, $CONNECTIONS connections" one "$CONNECTIONS" ''
    SECONDS_OF_LOAD=10 load "$system" 'warm-up' batch 4 /batch > /dev/null
    load "$system" 'batches of 1,000, 4 connections' batch 4 /batch
    end "$service"
}

measure_sqlite() {
    interleave 'Interleave, embedded store'
}

measure_postgresql() {
    need initdb postgresql
    start_postgres
    interleave "Interleave, $(postgres --version)" "--spring.datasource.url=jdbc:postgresql://127.0.0.1:$PGPORT/postgres?user=postgres"
}

measure_bullmq() {
    need redis-server redis-server
    need npm npm
    cp "$here/bullmq.js" "$work/"
    (cd "$work" && npm install --silent --no-audit --no-fund --prefix . bullmq@6.7.0 ioredis@6 >&2)
    start_redis
    background "$work/worker.log" node "$work/bullmq.js" worker "$CONNECTIONS"
    wait_for "$work/worker.log" WORKER-READY
    node "$work/bullmq.js" load "$CONNECTIONS" "$SECONDS_OF_LOAD"
}

measure_java_peers() {
    local library
    for library in db-scheduler jobrunr; do
        "$here/../latency/java-peers.sh" "$library" throughput
    done
}

measure_fsync() {
    python3 - "$work" << 'PY'
import json, os, sys, time
with open(os.path.join(sys.argv[1], "fsync"), "wb") as file:
    count, start = 0, time.monotonic()
    while time.monotonic() - start < 3:
        file.write(b"x" * 4096)
        file.flush()
        os.fsync(file.fileno())
        count += 1
print(json.dumps({"system": "the disk", "setting": "4 kB and an fsync", "per_s": round(count / 3)}))
PY
}

need wrk wrk
need python3 python3
[ -f "$jar" ] || { say "there is no $jar: ./mvnw package -DskipTests"; exit 2; }
for what in "${@:-sqlite}"; do
    "measure_$what"
done
if [ $# = 0 ]; then
    measure_postgresql
    measure_bullmq
    measure_java_peers
    measure_fsync
fi
