// The jobs that a job runs after, and the jobs that these run after, as a graph.

import { get } from "../api.js";
import { fill, h } from "../dom.js";
import { graph } from "./graph.js";

const LEVELS = 4;
const JOBS = 40;

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
        fill(figure, graph([...levels].reverse(), one => one.after ?? [], job.id));
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
