#!/usr/bin/env bash
# Compares n! with all its decimal digits to GMP, Python and java.math, one after the other in one run, and prints ratios.
#
#   ./mvnw test-compile && src/jmh/peers/factorial.sh [n …]        by default 1000 10000 100000 1000000 10000000
#
# Needs a C compiler and GMP (Debian: gcc, libgmp-dev), python3, and a JDK 25 as JAVA_HOME or on the path. Ratios are taken of
# processor times, so that other programs on the machine disturb them less.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

classes=${CLASSES:-target/classes:target/test-classes}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
numbers=("$@")
((${#numbers[@]} > 0)) || numbers=(1000 10000 100000 1000000 10000000)

gcc -O2 -o "$work/gmp" src/jmh/peers/factorial.c -lgmp

say() { printf '== %s\n' "$*"; }
say "$(grep -m 1 'model name' /proc/cpuinfo | cut -d: -f2), $(nproc) processors"
say "$("$java" -version 2>&1 | sed -n 3p)"

"$work/gmp" "${numbers[@]}" | tee "$work/gmp.txt"
"$java" -cp "$classes" dev.interleave.computation.FastFactorialFigures "${numbers[@]}" | tee "$work/own.txt"
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

say 'ratios: our time by theirs, product and decimal digits; the longest turn in milliseconds'
awk '
    { key = $1 SUBSEP $2; for (i = 3; i < NF; i += 2) value[key, $i] = $(i + 1); if ($1 == "interleave") order[++count] = $2 }
    function ratio(peer, n) {
        return (peer SUBSEP n, "cpu") in value ? sprintf("%.3f", value["interleave" SUBSEP n, "cpu"] / value[peer SUBSEP n, "cpu"]) : "-"
    }
    END {
        printf "%10s %8s %8s %10s %14s %14s %12s\n", "n", "GMP", "Python", "java.math", "longest (cpu)", "longest (wall)", "collections"
        for (i = 1; i <= count; i++) {
            n = order[i]
            printf "%10d %8s %8s %10s %14s %14s %12s\n", n, ratio("gmp", n), ratio("python", n), ratio("java.math", n),
                value["interleave" SUBSEP n, "longest-cpu"], value["interleave" SUBSEP n, "longest-wall"],
                value["interleave" SUBSEP n, "collections"]
        }
    }' "$work/gmp.txt" "$work/python.txt" "$work/big.txt" "$work/own.txt"
