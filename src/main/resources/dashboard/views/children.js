// The jobs that the program of a job has submitted, and the jobs of their programs, as a tree.

import { every, get } from "../api.js";
import { fill, h } from "../dom.js";
import { isFinal, whole } from "../format.js";
import { graph } from "./graph.js";

const LEVELS = 4;
const JOBS = 40;
const REFRESH = 3000;

/** A card that is hidden for a job without a parent and without children. */
export function childrenView() {
    const figure = h("div", { class: "graph", role: "group", "aria-label": "Jobs that programs have submitted" });
    const more = h("p", { class: "hint" });
    const element = h("section", { class: "card", hidden: true, "aria-labelledby": "children-title" },
        h("h2", { id: "children-title" }, "Submitted by programs"), figure, more);
    let stop = () => {};

    async function draw(job) {
        const { levels, left } = await load(job);
        if (levels.flat().length < 2) return;
        element.hidden = false;
        fill(figure, graph(levels, one => one.parent ? [one.parent] : [], job.id));
        const wait = job.awaits ? waitText(job.awaits) : "";
        more.textContent = [wait, left ? "More jobs are not drawn." : ""].filter(text => text).join(" ");
    }

    /** Draws the tree now, and again as long as the job can submit more. */
    function update(job) {
        stop();
        if (!job.program && !job.parent) return;
        if (isFinal(job.state)) draw(job);
        else stop = every(REFRESH, () => draw(job));
    }
    return { element, update, stop: () => stop() };
}

function waitText({ jobs, until }) {
    const parts = [jobs > 0 ? `${whole(jobs)} ${jobs === 1 ? "job" : "jobs"}` : "", until ? `a time: ${new Date(until).toLocaleString()}` : ""];
    return `The program waits for ${parts.filter(part => part).join(" and for ")}.`;
}

/** The parent, the job, its children, and theirs. Jobs of the service itself have no children. */
async function load(job) {
    const parent = job.parent ? await get(`v1/jobs/${job.parent}`).catch(() => null) : null;
    const levels = parent ? [[parent], [job]] : [[job]];
    let left = false;
    let size = levels.length;
    for (let level = 0; level < LEVELS && size < JOBS; level++) {
        const parents = levels.at(-1).filter(one => one.program);
        const pages = await Promise.all(parents.map(one => get(`v1/jobs?parent=${one.id}&pageSize=${JOBS}`).catch(() => ({ jobs: [] }))));
        const found = pages.flatMap(page => page.jobs.reverse());
        left ||= pages.some(page => page.nextPageToken) || found.length > JOBS - size;
        const taken = found.slice(Math.max(0, found.length - (JOBS - size)));
        if (taken.length === 0) break;
        levels.push(taken);
        size += taken.length;
    }
    return { levels, left };
}
