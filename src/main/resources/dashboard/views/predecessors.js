// The jobs that a job runs after, and the jobs that these run after, as a graph.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { title } from "../format.js";

const LEVELS = 4;
const JOBS = 40;
const WIDTH = 190;
const HEIGHT = 46;
const GAP = 60;
const SPACE = 12;

/** A card that is hidden for a job without predecessors. */
export function predecessorsView() {
    const figure = h("div", { class: "graph", role: "group", "aria-label": "Jobs that have to end before this one" });
    const more = h("p", { class: "hint" });
    const element = h("section", { class: "card", hidden: true, "aria-labelledby": "predecessors-title" },
        h("h2", { id: "predecessors-title" }, "Runs after"), figure, more);

    async function draw(job) {
        if (!job.after) return;
        const { levels, left } = await load(job);
        element.hidden = false;
        fill(figure, graph(levels));
        more.textContent = left > 0 ? `${left} more jobs are not drawn.` : "";
    }
    return { element, draw };
}

/** Level 0 is the job itself. A job is drawn once, before all jobs that refer to it. */
async function load(job) {
    const seen = new Set([job.id]);
    const levels = [[job]];
    let left = 0;
    while (levels.length <= LEVELS) {
        const ids = [...new Set(levels.at(-1).flatMap(one => one.after ?? []))].filter(id => !seen.has(id));
        const taken = ids.slice(0, JOBS - seen.size);
        left += ids.length - taken.length;
        if (taken.length === 0) break;
        for (const id of taken) seen.add(id);
        const found = await Promise.all(taken.map(id => get(`v1/jobs/${id}`).catch(() => null)));
        levels.push(found.filter(one => one !== null));
    }
    return { levels: longest(levels.flat()), left };
}

/** Puts each job on the level of the longest path from the first job to it. */
function longest(jobs) {
    const level = new Map(jobs.map(job => [job.id, 0]));
    for (let round = 0; round < LEVELS; round++) {
        for (const job of jobs) {
            for (const id of job.after ?? []) {
                if (level.has(id)) level.set(id, Math.max(level.get(id), Math.min(LEVELS, level.get(job.id) + 1)));
            }
        }
    }
    const levels = [];
    for (const job of jobs) (levels[level.get(job.id)] ??= []).push(job);
    return levels.filter(one => one);
}

function graph(levels) {
    const columns = [...levels].reverse();
    const rows = Math.max(...columns.map(column => column.length));
    const width = columns.length * WIDTH + (columns.length - 1) * GAP;
    const height = rows * HEIGHT + (rows - 1) * SPACE;
    const places = new Map();
    columns.forEach((column, x) => column.forEach((job, y) => {
        const top = (height - column.length * HEIGHT - (column.length - 1) * SPACE) / 2;
        places.set(job.id, { x: x * (WIDTH + GAP), y: top + y * (HEIGHT + SPACE), job });
    }));
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("aria-hidden", "true");
    for (const { x, y, job } of places.values()) {
        for (const id of job.after ?? []) {
            const from = places.get(id);
            if (!from) continue;
            const edge = document.createElementNS("http://www.w3.org/2000/svg", "path");
            const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, x, y + HEIGHT / 2];
            edge.setAttribute("d", `M ${x1} ${y1} C ${x1 + GAP / 2} ${y1} ${x2 - GAP / 2} ${y2} ${x2} ${y2}`);
            svg.append(edge);
        }
    }
    const nodes = [...places.values()].map(({ x, y, job }, index) => {
        const node = h("a", { class: `node state-${job.state}`, href: `#/jobs/${job.id}`, "aria-current": index === places.size - 1 ? "true" : undefined },
            h("b", {}, title(job)), h("span", {}, job.state));
        node.style.insetInlineStart = `${x}px`;
        node.style.insetBlockStart = `${y}px`;
        return node;
    });
    const drawing = h("div", { class: "drawing" }, svg, ...nodes);
    drawing.style.inlineSize = `${width}px`;
    drawing.style.blockSize = `${height}px`;
    return drawing;
}
