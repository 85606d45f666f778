#!/usr/bin/env bash
# Runs a command in the file system of an image as a container engine would, without one; needs root, on Linux. It is process 1, its
# root cannot be written, /tmp is in memory and noexec, as by Docker's --tmpfs, /data is a new directory of this machine. It has
# no capabilities and no way to any. The network is that of this machine. SIGTERM is passed on.
#
# Usage: contained.sh ROOT USER:GROUP FOLDER COMMAND...
set -euo pipefail
root=$1 user=$2
data=$(mktemp -d)
chown "$user" "$data"

inside() {
    set -e
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o noexec,nosuid,nodev tmpfs "$root/tmp"
    mount --bind "$1" "$root/data"
    mount -o remount,bind,ro "$root"
    shift 3
    exec chroot "$root" setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --bounding-set=-all \
        --no-new-privs bash -c 'cd "$0" && exec "$@"' "$@"
}
export -f inside
export root user
unshare --mount --pid --fork --kill-child bash -c 'inside "$@"' inside "$data" "$@" &
child=$!
trap 'pkill -TERM -P "$child"' TERM
result=0
wait "$child" || result=$?
if kill -0 "$child" 2>/dev/null; then # it was the signal that ended the waiting
    result=0
    wait "$child" || result=$?
fi
rm -rf "$data"
exit "$result"
