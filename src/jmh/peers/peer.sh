# Sourced by the scripts of the peers: a directory of their own, what they started, and how long jobs are.

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
chmod 755 "$work"
started=()
LONG_N=${LONG_N:-50000}
SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-10}
LONGS=${LONGS:-8}

say() { printf '%s\n' "$*" >&2; }

need() { # need COMMAND DEBIAN-PACKAGE
    command -v "$1" > /dev/null || { say "$1 is missing (Debian: apt-get install $2)"; exit 2; }
}

background() { # background LOG COMMAND…; its process is $last
    local log=$1
    shift
    setsid "$@" > "$log" 2>&1 < /dev/null &
    last=$!
    started+=("$last")
}

end() { # end PROCESS: its whole group
    kill -KILL -- "-$1" 2> /dev/null || true
    wait "$1" 2> /dev/null || true
}

wait_for() { # wait_for LOG TEXT
    local i
    for ((i = 0; i < 600; i++)); do
        grep -q "$2" "$1" 2> /dev/null && return
        sleep 0.05
    done
    say "no '$2' in $1:"
    tail "$1" >&2
    exit 1
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_redis() { # as durable as Interleave: what is acknowledged is on disk
    REDIS_PORT=$(free_port)
    export REDIS_PORT
    rm -rf "$work/redis"
    mkdir "$work/redis"
    background "$work/redis.log" redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$work/redis" --save '' \
        --appendonly yes --appendfsync always --daemonize no
    redis=$last
    wait_for "$work/redis.log" 'Ready to accept'
}

start_postgres() {
    PGPORT=$(free_port)
    export PGPORT
    mkdir "$work/pg"
    local as=()
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$work/pg"
        as=(runuser -u postgres --)
    fi
    (cd / && "${as[@]}" initdb -D "$work/pg" -U postgres -A trust > "$work/initdb.log" 2>&1) || { cat "$work/initdb.log" >&2; exit 1; }
    background "$work/pg.log" "${as[@]}" postgres -D "$work/pg" -p "$PGPORT" -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c fsync=on -c synchronous_commit=on
    wait_for "$work/pg.log" 'ready to accept'
}

tidy_up() {
    local process
    for process in "${started[@]}"; do
        end "$process"
    done
    rm -rf "$work"
}
trap tidy_up EXIT
trap 'exit 130' INT TERM
