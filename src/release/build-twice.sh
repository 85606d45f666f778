#!/usr/bin/env bash
# Whether the jar can be reproduced: builds what is committed in two new clones, in directories of different names and depths and
# some time apart, and compares the bytes. Prints the hash; ends with 1 if there are two. Takes two builds without tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for clone in "$work/one" "$work/another/one below"; do
    git clone --quiet . "$clone"
    (cd "$clone" && TZ=$([[ $clone == */one ]] && echo UTC || echo Asia/Tokyo) ./mvnw -B -q -Dmaven.test.skip=true package)
    sha256sum <"$clone/target/interleave.jar" | cut -d' ' -f1 >>"$work/hashes"
done
sort -u "$work/hashes"
[[ $(sort -u "$work/hashes" | wc -l) -eq 1 ]] || {
    echo 'FAILED: two builds of the same sources are not the same' >&2
    exit 1
}
