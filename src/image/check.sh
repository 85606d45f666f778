#!/usr/bin/env bash
# Builds the image as the Dockerfile says and holds it against what is promised of it: it runs as a user other than root on a
# root file system that cannot be written, answers, tells its health, ends on SIGTERM, and is ready in at most half of the time of
# the plain jar. Without a container engine: needs Linux, root, buildah, curl and a JDK 25 as `java`. Takes minutes.
#
# Usage: src/image/check.sh [ROUNDS]       how often each start is timed: 5 unless given, 0 for not at all
#   JDK=… BASE=… src/image/check.sh        with the images to build on. Unless given they are made here, of Debian's packages
#                                          (debootstrap) and the JDK that runs this: no registry is needed.
#   KEEP=/var/tmp/interleave src/image/check.sh    keeps the images there for the next time
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

rounds=${1:-5}
work=$(mktemp -d)
store=${KEEP:-$work/images}
service=

say() { printf '== %s\n' "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*" >&2
    [[ ! -s $work/log ]] || tail -n 30 "$work/log" >&2
    exit 1
}
images() { buildah --storage-driver vfs --root "$store" "$@"; }
clean_up() {
    [[ -z $service ]] || kill -TERM "$service" 2>/dev/null || true
    images rm --all >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap clean_up EXIT

for tool in buildah curl java unshare setpriv; do command -v "$tool" >/dev/null || fail "$tool is missing"; done
java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
[[ $("$java_home/bin/java" -version 2>&1) == *'version "25'* ]] || fail 'java is not a JDK 25'

# --- what to build on -----------------------------------------------------------------------------------------------------
make_base_images() {
    images inspect --type image localhost/interleave-jdk >/dev/null 2>&1 && return
    command -v debootstrap >/dev/null || fail 'give JDK and BASE, or install debootstrap'
    say 'making the images to build on'
    debootstrap --variant=minbase --include=ca-certificates trixie "$work/debian" http://deb.debian.org/debian >"$work/log"
    rm -rf "$work"/debian/var/{cache/apt/archives/*.deb,lib/apt/lists/*} "$work"/debian/usr/share/{doc,man,locale,info}/*
    local path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin debian root
    debian=$(images from scratch)
    root=$(images mount "$debian")
    cp -a "$work/debian/." "$root/"
    images config --env "PATH=$path" "$debian"
    images commit --quiet "$debian" interleave-debian >/dev/null
    mkdir -p "$root/opt/java"
    cp -aL "$java_home" "$root/opt/java/openjdk"
    images config --env JAVA_HOME=/opt/java/openjdk --env "PATH=/opt/java/openjdk/bin:$path" "$debian"
    images commit --quiet "$debian" interleave-jdk >/dev/null
    images rm "$debian" >/dev/null
}
if [[ -z ${JDK:-} || -z ${BASE:-} ]]; then
    make_base_images
    JDK=localhost/interleave-jdk BASE=localhost/interleave-debian
fi

# --- the image ------------------------------------------------------------------------------------------------------------
say 'building the image'
start=$SECONDS
images bud --isolation chroot --format docker --build-arg "JDK=$JDK" --build-arg "BASE=$BASE" --tag interleave . \
    >"$work/log" 2>&1 || fail 'the image cannot be built'
container=$(images from localhost/interleave)
root=$(images mount "$container")
config() { images inspect --type image --format "{{$1}}" localhost/interleave; }
list() { config "range .Docker.Config.$1}}{{println .}}{{end" | sed '/^$/d'; }
mapfile -t entrypoint < <(list Entrypoint)
mapfile -t variables < <(list Env)
mapfile -t health < <(list Healthcheck.Test)
user=$(config .Docker.Config.User)
folder=$(config .Docker.Config.WorkingDir)
megabytes() { echo $(($(wc -c) / 1000000)); }
say "built in $((SECONDS - start)) s: $(tar c -C "$root" . | megabytes) MB, $(tar c -C "$root" . | gzip | megabytes) MB compressed"
(cd "$root" && du -sm opt/java app/lib app/interleave.aot app/interleave.jar) | sed 's/\t/ MB  /'
[[ ${entrypoint[0]} == java ]] || fail "the entry point is ${entrypoint[*]}"
[[ $user =~ ^[1-9][0-9]*:[1-9][0-9]*$ ]] || fail "the user is $user"
[[ ${health[0]} == CMD ]] || fail "the health check is ${health[*]}"

# --- a container ----------------------------------------------------------------------------------------------------------
port=$((20000 + RANDOM % 12000))
url=http://127.0.0.1:$port
key=$(tr -dc a-z0-9 </dev/urandom | head -c 32 || true)
contained=(src/image/contained.sh "$root" "$user" "$folder")
export "${variables[@]/#PATH=/IMAGE_PATH=}"
env PATH="$IMAGE_PATH" SERVER_PORT=$port INTERLEAVE_SECURITY_APIKEYS="$key" \
    "${contained[@]}" "${entrypoint[@]}" >"$work/log" 2>&1 &
service=$!
healthy() { env PATH="$IMAGE_PATH" SERVER_PORT=$port "${contained[@]}" "${health[@]:1}" >/dev/null 2>&1; }
! healthy || fail 'the health check holds before anything listens'
for _ in $(seq 600); do
    curl -sf "$url/actuator/health/readiness" >/dev/null && break
    kill -0 $service 2>/dev/null || fail 'the service ended'
    sleep 0.1
done
healthy || fail 'the health check does not hold'
say 'ready and healthy'

java_process=$(pgrep -P "$(pgrep -P $service -x unshare)")
status() { sed -n "s/^$1:\t*//p" "/proc/$java_process/status"; }
[[ $(status NSpid) == *$'\t1' ]] || fail "java is not process 1: $(status NSpid)"
[[ $(status Uid | cut -f1) == "${user%:*}" && $(status CapEff) == 0000000000000000 && $(status CapBnd) == 0000000000000000 ]] ||
    fail 'java has rights that it should not have'
nsenter --target "$java_process" --mount --root --wd touch /app/x 2>/dev/null && fail 'the root file system can be written'
[[ $(curl -s -o /dev/null -w '%{http_code}' "$url/v1/jobs") == 401 ]] || fail 'no key is asked for'
answer=$(curl -s -H "Authorization: Bearer $key" -H 'Prefer: wait=30' -H 'Content-Type: application/json' \
    -d '{"n": 30}' "$url/v1/jobs")
[[ $answer == *'"value":"265252859812191058636308480000000"'* ]] || fail "30! is $answer"
result=$(sed -E 's#.*"href":"([^"]*)".*#\1#' <<<"$answer")
[[ $(curl -s -H "Authorization: Bearer $key" "$url$result") == 265252859812191058636308480000000 ]] || fail 'no result'
! grep -q '^\[.*\[\(aot\|cds\)\]' "$work/log" || fail 'java complains of its cache'
say "30! is right; $(status VmRSS) in memory"

kill -TERM $service
stopped=0
wait $service || stopped=$?
service=
[[ $stopped -eq 143 ]] || fail "ended with $stopped, and not with 143, on SIGTERM"
say 'ended on SIGTERM'

# --- the start ------------------------------------------------------------------------------------------------------------
((rounds > 0)) || exit 0
[[ -f target/interleave.jar ]] || fail 'there is no target/interleave.jar to compare with: run ./mvnw -DskipTests package'
say "start to ready, $rounds times each, in turns"
"$java_home/bin/java" src/image/StartTimes.java "$rounds" 0.5 "$java_home/bin/java -jar target/interleave.jar" \
    "env PATH=$IMAGE_PATH INTERLEAVE_DATA_DIR=/data ${contained[*]} ${entrypoint[*]}"
