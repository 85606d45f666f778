#!/bin/sh
# Attacks a running service with slowhttptest (Debian: apt-get install slowhttptest): slow heads, slow bodies, overlapping
# ranges, slow reading. Needs curl. The service must be yours, listen on loopback and ask for no key.
#   src/test/hostile/slowhttptest.sh [http://127.0.0.1:8080] [connections] [seconds]
set -eu
service=${1:-http://127.0.0.1:8080} connections=${2:-2000} seconds=${3:-40}

job=$(curl -sf -H 'Content-Type: application/json' -d '{"n": 1000000}' "$service/v1/jobs" | sed 's/.*"id":"\([^"]*\)".*/\1/')
curl -sf -o /dev/null -H 'Prefer: wait=60' "$service/v1/jobs/$job"

attack() {
    echo "== slowhttptest $*"
    # -p 5: the service counts as gone if an ordinary request takes longer than that
    slowhttptest -c "$connections" -r 400 -l "$seconds" -p 5 "$@" | sed 's/\x1b\[[0-9;]*m//g' | tail -n 12
}

attack -H -i 5 -x 24 -t GET -u "$service/v1/jobs"
attack -B -i 5 -x 10 -s 900000 -t POST -f application/json -u "$service/v1/jobs"
attack -R -a 1 -b 1000 -t GET -u "$service/v1/jobs/$job/result"
attack -X -w 512 -y 1024 -n 5 -z 32 -k 3 -u "$service/v1/jobs/$job/result"
