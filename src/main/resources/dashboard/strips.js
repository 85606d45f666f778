// The interleaving picture: the loop time of each job as a strip that moves with time.

import { h, setText } from "./dom.js";
import { onLive, receivedAt, slices } from "./live.js";
import { percent, short, title } from "./format.js";

const COLORS = ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6", "--c7"];
const OTHERS = "others";
const HEAD = 46;
const still = matchMedia("(prefers-reduced-motion: reduce)");

const colorOf = new Map();

/** A job keeps its colour; adjacent jobs have different ones. */
export function jobColor(id) {
    if (!colorOf.has(id)) {
        if (colorOf.size > 2000) colorOf.clear();
        colorOf.set(id, COLORS[colorOf.size % COLORS.length]);
    }
    return colorOf.get(id);
}

/**
 * @param seconds visible time span
 * @param rows maximum number of jobs
 */
export function strips({ seconds: most = 15, rows = 8, rowHeight = 34 } = {}) {
    const seconds = innerWidth < 720 ? Math.ceil(most / 2) : most;
    const css = getComputedStyle(document.documentElement);
    const labels = h("ol", { class: "lanes" });
    const canvas = h("canvas", { role: "img", "aria-label": "Loop time of each job over time; the list beside it has the same numbers" });
    const empty = h("p", { class: "empty" });
    const element = h("div", { class: "strips", style: { "--row": `${rowHeight}px`, "--head": `${HEAD}px` } }, labels, h("div", { class: "strip-canvas" }, canvas, empty));
    const items = new Map();
    let lanes = [];
    let frame = 0;

    /** The jobs with the most loop time, in order of arrival. */
    function choose() {
        const from = (slices.at(-1)?.at ?? 0) - seconds * 1000;
        const sums = new Map();
        let others = 0, working = 0, millis = 1;
        for (const slice of slices) {
            if (slice.at < from) continue;
            millis += slice.millis;
            others += slice.otherMicros;
            working += slice.otherMicros;
            for (const share of slice.jobs) {
                const sum = sums.get(share.id) ?? { ...share, micros: 0, steps: 0, since: slice.number };
                sum.micros += share.micros;
                sum.steps += share.steps;
                working += share.micros;
                sums.set(share.id, sum);
            }
        }
        const chosen = [...sums.values()].sort((a, b) => b.micros - a.micros).slice(0, rows);
        const ids = new Set(chosen.map(job => job.id));
        for (const job of sums.values()) if (!ids.has(job.id)) others += job.micros;
        chosen.sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
        lanes = chosen.map(job => ({ id: job.id, name: title(job), job, micros: job.micros, color: jobColor(job.id) }));
        const hidden = sums.size - chosen.length;
        if (others > working * 0.002) {
            lanes.push({ id: OTHERS, name: hidden > 0 ? `${hidden} or more others` : "others, and callbacks", micros: others, color: "--other" });
        }
        list(Math.max(1, working), millis);
    }

    function list(working) {
        const kept = new Set();
        lanes.forEach((lane, i) => {
            kept.add(lane.id);
            let item = items.get(lane.id);
            if (!item) {
                const name = lane.id === OTHERS
                    ? h("span", { class: "lane-name" }, lane.name)
                    : h("a", { class: "lane-name", href: `#/jobs/${lane.id}` }, lane.name);
                item = { name, detail: h("span", { class: "lane-detail" }), share: h("span", { class: "lane-share" }) };
                item.row = h("li", {}, h("span", { class: "swatch", style: { background: `var(${lane.color})` } }), h("span", { class: "lane-text" }, name, item.detail), item.share);
                items.set(lane.id, item);
            }
            if (lane.id === OTHERS) setText(item.name, lane.name);
            setText(item.detail, lane.job ? `${lane.job.algorithm ?? ""} …${lane.id.slice(-4)} · ${short(lane.job.steps)} steps` : "");
            setText(item.share, percent(lane.micros / working));
            if (labels.children[i] !== item.row) labels.insertBefore(item.row, labels.children[i] ?? null);
        });
        for (const [id, item] of items) {
            if (!kept.has(id)) {
                item.row.remove();
                items.delete(id);
            }
        }
        empty.hidden = lanes.length > 0;
        setText(empty, receivedAt ? "The loop is idle. Submit a job or start the example." : "Loading the timeline of the loop …");
        const height = HEAD + Math.max(3, lanes.length) * rowHeight;
        if (canvas.style.height !== `${height}px`) canvas.style.height = `${height}px`;
    }

    function draw() {
        const width = canvas.clientWidth, height = canvas.clientHeight, scale = devicePixelRatio || 1;
        if (!width) return;
        if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
            canvas.width = Math.round(width * scale);
            canvas.height = Math.round(height * scale);
        }
        const context = canvas.getContext("2d");
        context.setTransform(scale, 0, 0, scale, 0, 0);
        context.clearRect(0, 0, width, height);
        const newest = slices.at(-1);
        const late = still.matches || !newest ? 0 : Math.min(700, performance.now() - receivedAt) - 600;
        const right = (newest?.at ?? Date.now()) + late;
        const x = at => width - ((right - at) / (seconds * 1000)) * width;
        grid(context, width, height, right, x);
        const rowOf = new Map(lanes.map((lane, i) => [lane.id, i]));
        const paints = new Map(lanes.map(lane => [lane.id, css.getPropertyValue(lane.color).trim()]));
        const otherPaint = css.getPropertyValue("--other").trim();
        for (const slice of slices) {
            const left = x(slice.at - slice.millis), wide = x(slice.at) - left + 0.5;
            if (left + wide < 0 || left > width) continue;
            const full = slice.millis * 1000;
            let base = 34, rest = slice.otherMicros;
            const stack = (micros, paint) => {
                const tall = Math.min(base - 8, Math.min(1, micros / full) * 26);
                context.fillStyle = paint;
                context.fillRect(left, base - tall, wide, tall);
                base -= tall;
            };
            for (const share of slice.jobs) {
                const row = rowOf.get(share.id);
                if (row === undefined) {
                    rest += share.micros;
                    continue;
                }
                stack(share.micros, paints.get(share.id));
                bar(context, left, wide, row, share.micros / full, paints.get(share.id));
            }
            stack(rest, otherPaint);
            if (rowOf.has(OTHERS)) bar(context, left, wide, rowOf.get(OTHERS), rest / full, otherPaint);
        }
    }

    function bar(context, left, wide, row, share, paint) {
        const tall = Math.max(share > 0 ? 2 : 0, Math.min(1, share) * (rowHeight - 8));
        context.fillStyle = paint;
        context.fillRect(left, HEAD + (row + 1) * rowHeight - 4 - tall, wide, tall);
    }

    function grid(context, width, height, right, x) {
        context.fillStyle = css.getPropertyValue("--lane").trim();
        context.fillRect(0, 6, width, 30);
        for (let row = 0; row < Math.max(3, lanes.length); row++) context.fillRect(0, HEAD + row * rowHeight + 3, width, rowHeight - 6);
        context.fillStyle = css.getPropertyValue("--grid").trim();
        for (let at = Math.ceil((right - seconds * 1000) / 1000) * 1000; at <= right; at += 1000) context.fillRect(Math.round(x(at)), 6, 1, height - 8);
    }

    let lastDraw = 0;
    const animate = now => {
        frame = requestAnimationFrame(animate);
        if (now - lastDraw > 30 && !document.hidden && lanes.length) {
            lastDraw = now;
            draw();
        }
    };
    const off = onLive(name => {
        if (name !== "turns") return;
        choose();
        if (still.matches) draw();
    });
    const sized = new ResizeObserver(draw);
    sized.observe(canvas);
    choose();
    if (!still.matches) frame = requestAnimationFrame(animate);
    return {
        element,
        stop() {
            off();
            sized.disconnect();
            cancelAnimationFrame(frame);
        },
    };
}
