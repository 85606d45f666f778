#!/usr/bin/env bash
# How long short tasks take in Celery with Redis while eight long ones run; one line of JSON per setting, in under three minutes.
#
#   src/jmh/peers/latency/celery.sh          needs python3-celery, python3-redis and redis-server (Debian)
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
need redis-server redis-server
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import celery, redis' 2> /dev/null || { say 'Celery is missing (Debian: apt-get install python3-celery python3-redis)'; exit 2; }
export PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1
say "$(redis-server --version)"

measure() { # measure SETTING WORKER-OPTIONS…
    local setting=$1 worker
    shift
    start_redis
    : > "$work/worker.log"
    background "$work/worker.log" "$python" -m celery -A celery_app worker --loglevel=WARNING "$@"
    worker=$last
    wait_for "$work/worker.log" WORKER-READY
    timeout 110 "$python" "$here/celery_load.py" "$setting" "$LONGS" "$LONG_N" "$SECONDS_OF_LOAD"
    end "$worker"
    end "$redis"
}
measure 'one worker' --concurrency=1
measure "default ($(nproc) workers)"
