#!/usr/bin/env bash
# Compares n! with all its decimal digits to GMP, Python, apfloat and java.math, and the iterative product to GMP's, one after the other in one run, and prints ratios.
#
#   ./mvnw test-compile && src/jmh/peers/factorial.sh [n …]        by default 1000 10000 100000 1000000 10000000
#
# Needs a C compiler and GMP (Debian: gcc, libgmp-dev), python3, and a JDK 25 as JAVA_HOME or on the path; apfloat is fetched by
# Maven, and left out where that fails. Ratios are taken of processor times, so that other programs on the machine disturb them
# less, and of the wall clock where it says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

classes=${CLASSES:-target/classes:target/test-classes}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
numbers=("$@")
((${#numbers[@]} > 0)) || numbers=(1000 10000 100000 1000000 10000000)

apfloat=${APFLOAT:-target/peers/apfloat-1.16.0.jar}
[[ -f $apfloat ]] || ./mvnw -B -q dependency:copy -Dartifact=org.apfloat:apfloat:1.16.0 -DoutputDirectory="$(dirname "$apfloat")" || true

gcc -O2 -o "$work/gmp" src/jmh/peers/factorial.c -lgmp

say() { printf '== %s\n' "$*"; }
say "$(grep -m 1 'model name' /proc/cpuinfo | cut -d: -f2), $(nproc) processors"
say "$("$java" -version 2>&1 | sed -n 3p)"
say "load before: $(cut -d' ' -f1-3 /proc/loadavg)"

"$work/gmp" "${numbers[@]}" | tee "$work/gmp.txt"
"$java" -cp "$classes" dev.interleave.computation.FastFactorialFigures "${numbers[@]}" | tee "$work/own.txt"
"$java" -cp "$classes" dev.interleave.computation.IterativeFactorialFigures "${numbers[@]}" | tee "$work/iterative.txt"
if [[ -f $apfloat ]]; then
    "$java" -cp "$apfloat" src/jmh/peers/ApfloatFigures.java "${numbers[@]}" | tee "$work/apfloat.txt"
else
    say 'apfloat could not be fetched' | tee "$work/apfloat.txt"
fi
"$java" -cp "$classes" dev.interleave.computation.BigIntegerFigures "${numbers[@]}" | tee "$work/big.txt"
python3 - "${numbers[@]}" <<'PY' | tee "$work/python.txt"
import math, statistics, sys, time
if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)
for n in map(int, sys.argv[1:]):
    if n > 100_000:
        continue  # takes minutes
    times = []
    for _ in range(51 if n <= 1000 else 5 if n <= 10_000 else 1):
        start = time.thread_time()
        str(math.factorial(n))
        times.append((time.thread_time() - start) * 1e3)
    print(f"python {n} cpu {statistics.median(times):.4f}", flush=True)
PY

say "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
say 'ratios: our processor time by theirs, product and decimal digits; GMP also by the wall clock; iterative: the product alone'
say 'longest turn in milliseconds: of processor time; by the wall clock without a collection, so with preemption; and with all'
awk '
    { key = $1 SUBSEP $2; for (i = 3; i < NF; i += 2) value[key, $i] = $(i + 1); if ($1 == "interleave") order[++count] = $2 }
    function ratio(ours, peer, n, clock) {
        if (!((ours SUBSEP n, clock) in value) || !((peer SUBSEP n, clock) in value)) return "-"
        return sprintf("%.3f", value[ours SUBSEP n, clock] / value[peer SUBSEP n, clock])
    }
    function own(n, what) { return value["interleave" SUBSEP n, what] }
    END {
        format = "%9s %7s %9s %7s %8s %10s %10s %8s %8s %8s %5s\n"
        printf format, "n", "GMP", "GMP wall", "Python", "apfloat", "java.math", "iterative", "longest", "no gc", "all", "gcs"
        for (i = 1; i <= count; i++) {
            n = order[i]
            printf format, n, ratio("interleave", "gmp", n, "cpu"), ratio("interleave", "gmp", n, "wall"),
                ratio("interleave", "python", n, "cpu"), ratio("interleave", "apfloat", n, "cpu"),
                ratio("interleave", "java.math", n, "cpu"), ratio("iterative", "gmp-iterative", n, "cpu"),
                own(n, "longest-cpu"), own(n, "longest-no-gc"), own(n, "longest-wall"), own(n, "collections")
        }
    }' "$work/gmp.txt" "$work/python.txt" "$work/apfloat.txt" "$work/big.txt" "$work/iterative.txt" "$work/own.txt"
