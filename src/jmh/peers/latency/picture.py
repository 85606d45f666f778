#!/usr/bin/env python3
"""Draws what the other scripts here printed: latency of short jobs against the number of long ones, both logarithmic.

    src/jmh/peers/latency/picture.py RESULTS.jsonl… > docs/latency.svg

Also prints the results as a Markdown table on standard error.
"""
import json
import math
import sys

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 480, 70, 330, 20, 50
COLOURS = ["#0b6e4f", "#c1440e", "#4361a6", "#7a4b94", "#8a6d00", "#b0306a", "#2b8a9d", "#555555", "#9c5b2e", "#3d7d20",
           "#000000", "#e0a800", "#5bb5e8", "#c78bd6"]


def read(paths):
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            results += [json.loads(line) for line in lines if line.strip()]
    return results


def table(results):
    yield "| system | setting | long jobs | each n! of | p50 | p99 | max | not done | long jobs per s |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for r in results:
        numbers = [f"{r[key]:,.1f}" if r[key] is not None else "–" for key in ("p50_ms", "p99_ms", "max_ms")]
        yield f"| {r['system']} | {r['setting']} | {r['longs']:,} | {r['long_n']:,} | {' | '.join(numbers)} | {r['unfinished']} | {r['longs_per_s']:.2f} |"


def series(results):
    """Points by name: what has more than one number of long jobs becomes a line."""
    lines = {}
    for r in results:
        if r["longs"] > 0 and r["p99_ms"] is not None:
            name = f"{r['system']}, {r['setting']}"
            lines.setdefault(name + ", p99", {})[r["longs"]] = r["p99_ms"]
            if r["system"] == "Interleave":
                lines.setdefault(name + ", p50", {})[r["longs"]] = r["p50_ms"]
    return lines


def svg(lines):
    values = [y for line in lines.values() for y in line.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def x(longs):
        return LEFT + math.log10(longs) / 3 * (WIDTH - LEFT - RIGHT)

    def y(millis):
        return HEIGHT - BOTTOM - (math.log10(millis) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    for exponent in range(low, high + 1):
        at = y(10 ** exponent)
        label = f"{10 ** exponent:g} ms" if exponent < 3 else f"{10 ** (exponent - 3):g} s"
        yield f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{label}</text>'
    for longs in (1, 10, 100, 1000):
        yield f'<line x1="{x(longs):.1f}" y1="{TOP}" x2="{x(longs):.1f}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>'
        yield f'<text x="{x(longs):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{longs:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">long jobs in flight</text>'
    for i, (name, points) in enumerate(lines.items()):
        colour = COLOURS[i % len(COLOURS)]
        dash = ' stroke-dasharray="4 3"' if name.endswith("p50") else ""
        path = " ".join(f"{x(longs):.1f},{y(millis):.1f}" for longs, millis in sorted(points.items()))
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        for longs, millis in points.items():
            yield f'<circle cx="{x(longs):.1f}" cy="{y(millis):.1f}" r="3.5" fill="{colour}"/>'
        at = TOP + 12 + i * 20
        edge = WIDTH - RIGHT + 12
        yield f'<line x1="{edge}" y1="{at}" x2="{edge + 20}" y2="{at}" stroke="{colour}" stroke-width="2"{dash}/>'
        yield f'<text x="{edge + 26}" y="{at + 4}" font-size="10">{name}</text>'
    yield "</svg>"


def main():
    results = read(sys.argv[1:])
    print("\n".join(table(results)), file=sys.stderr)
    print("\n".join(svg(series(results))))


main()
