// A graph of jobs: columns of links, and edges between them.

import { h } from "../dom.js";
import { title } from "../format.js";

const WIDTH = 190;
const HEIGHT = 46;
const GAP = 60;
const SPACE = 12;

/**
 * @param columns of jobs, from left to right
 * @param before the ids of the jobs to the left that an edge comes from, of a job
 * @param current the id of the job that the page shows
 */
export function graph(columns, before, current) {
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
        for (const id of before(job)) {
            const from = places.get(id);
            if (!from) continue;
            const edge = document.createElementNS("http://www.w3.org/2000/svg", "path");
            const [x1, y1, x2, y2] = [from.x + WIDTH, from.y + HEIGHT / 2, x, y + HEIGHT / 2];
            edge.setAttribute("d", `M ${x1} ${y1} C ${x1 + GAP / 2} ${y1} ${x2 - GAP / 2} ${y2} ${x2} ${y2}`);
            svg.append(edge);
        }
    }
    const nodes = [...places.values()].map(({ x, y, job }) => {
        const node = h("a", { class: `node state-${job.state}`, href: `#/jobs/${job.id}`, "aria-current": job.id === current ? "true" : undefined },
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
