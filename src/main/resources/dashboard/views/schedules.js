// The list of schedules, with their next ticks and actions.

import { every, get, post, remove } from "../api.js";
import { confirmed, fill, h, setText, toast } from "../dom.js";
import { shortId, time, whole } from "../format.js";

export const name = "Schedules";

export function show(root) {
    const error = h("p", { class: "error", role: "alert" });
    const rows = h("tbody", {});
    const empty = h("p", { class: "empty", hidden: true }, "No schedules. Create one with POST /v1/schedules.");
    const previous = h("button", { class: "button", type: "button", onclick: () => turn(-1) }, "Previous");
    const next = h("button", { class: "button", type: "button", onclick: () => turn(1) }, "Next");
    const place = h("span", { class: "hint" });
    const tokens = [""];
    let page = { schedules: [], nextPageToken: "" };
    let request = 0;

    fill(root,
        h("div", { class: "head" }, h("h1", {}, "Schedules")),
        error,
        h("section", { class: "card table-card", "aria-label": "Schedules" },
            h("table", { class: "jobs schedules" },
                h("thead", {}, h("tr", {}, ["Schedule", "State", "Next runs", "Last job", "Runs", "Actions"].map(text => h("th", { scope: "col" }, text)))),
                rows), empty),
        h("nav", { class: "pages", "aria-label": "Pages" }, previous, place, next));

    function turn(by) {
        if (by > 0) tokens.push(page.nextPageToken);
        else tokens.pop();
        load();
    }

    async function load() {
        const mine = ++request;
        const query = new URLSearchParams({ pageSize: "25" });
        if (tokens.at(-1)) query.set("pageToken", tokens.at(-1));
        try {
            const found = await get(`v1/schedules?${query}`);
            if (mine !== request) return;
            fill(error);
            page = found;
            draw();
        } catch (problem) {
            if (mine === request) fill(error, problem.message);
        }
    }

    /** Keeps the elements of rows, so that an update does not lose a click or the focus. */
    function draw() {
        const known = new Map([...rows.children].map(row => [row.dataset.id, row]));
        page.schedules.forEach((schedule, i) => {
            const row = known.get(schedule.id) ?? newRow(schedule);
            known.delete(schedule.id);
            row.update(schedule);
            if (rows.children[i] !== row) rows.insertBefore(row, rows.children[i] ?? null);
        });
        for (const row of known.values()) row.remove();
        empty.hidden = page.schedules.length > 0;
        previous.disabled = tokens.length < 2;
        next.disabled = !page.nextPageToken;
        setText(place, tokens.length > 1 || page.nextPageToken ? `page ${tokens.length}` : "");
    }

    function newRow({ id, name: title }) {
        const heading = h("b", {}, title);
        const rule = h("span", { class: "under" });
        const badge = h("span", { class: "badge" });
        const first = h("span", {});
        const rest = h("span", { class: "under" });
        const job = h("a", {});
        const lastRun = h("span", { class: "under" });
        const failure = h("span", { class: "under error" });
        const runs = h("td", { class: "number" });
        const button = (label, action) => h("button", { class: "button small", type: "button", "aria-label": `${label} ${title}`, onclick: action }, label);
        const pause = button("Pause", () => act(id, "pause", "Paused."));
        const resume = button("Resume", () => act(id, "resume", "Resumed."));
        const run = button("Run now", () => act(id, "run", "Submitted the job."));
        const erase = button("Delete", () => drop(id, title));
        const row = h("tr", { "data-id": id },
            h("td", { class: "job" }, heading, rule),
            h("td", {}, badge),
            h("td", { class: "number" }, first, rest),
            h("td", {}, job, lastRun, failure),
            runs,
            h("td", {}, h("div", { class: "actions" }, pause, resume, run, erase)));
        row.update = now => {
            const paused = now.state === "paused";
            setText(heading, now.name);
            setText(rule, now.cron ? `${now.cron} ${now.timeZone}` : `every ${now.interval}`);
            badge.className = `badge state-${paused ? "paused" : "running"}`;
            setText(badge, now.state);
            setText(first, now.nextRuns.length ? time(now.nextRuns[0]) : "–");
            setText(rest, now.nextRuns.slice(1, 3).map(time).join(", "));
            job.hidden = !now.lastJob;
            if (now.lastJob) {
                job.href = `#/jobs/${now.lastJob.id}`;
                setText(job, shortId(now.lastJob.id));
            }
            setText(lastRun, now.lastRunAt ? time(now.lastRunAt) : "");
            setText(failure, now.lastError ? now.lastError.detail : "");
            setText(runs, whole(now.runs));
            pause.hidden = paused;
            resume.hidden = !paused;
        };
        return row;
    }

    async function act(id, action, done) {
        try {
            await post(`v1/schedules/${id}/${action}`);
            toast(done);
        } catch (problem) {
            toast(problem.message, "error");
        }
        await load();
    }

    async function drop(id, title) {
        if (!await confirmed(`Delete the schedule ${title}?`, "Its jobs remain.", "Delete it")) return;
        try {
            await remove(`v1/schedules/${id}`);
            toast("Deleted.");
        } catch (problem) {
            toast(problem.message, "error");
        }
        await load();
    }

    return every(2000, load);
}
