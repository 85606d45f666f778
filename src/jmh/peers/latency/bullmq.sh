#!/usr/bin/env bash
# How long short jobs take in BullMQ with Redis while eight long ones run; one line of JSON per setting, in under three minutes.
#
#   src/jmh/peers/latency/bullmq.sh          needs node 20 and npm, which fetches BullMQ and ioredis into a temporary directory, and redis-server
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
need redis-server redis-server
need node nodejs
need npm npm
say "$(redis-server --version), node $(node --version)"
cp "$here/bullmq.js" "$work/"
(cd "$work" && npm install --silent --no-audit --no-fund --prefix . bullmq@6.7.0 ioredis@6 >&2)

measure() { # measure SETTING CONCURRENCY KIND
    start_redis
    : > "$work/worker.log"
    background "$work/worker.log" node "$work/bullmq.js" worker "$2" "$3"
    local worker=$last
    wait_for "$work/worker.log" WORKER-READY
    timeout 120 node "$work/bullmq.js" load "$1" "$LONGS" "$LONG_N" "$SECONDS_OF_LOAD"
    end "$worker"
    end "$redis"
}
measure 'one worker (the default)' 1 blocking
measure 'concurrency 50, jobs that yield every 5 ms' 50 yielding
