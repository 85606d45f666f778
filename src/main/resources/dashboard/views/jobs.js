// The list of jobs, with filters and bulk actions.

import { every, get, post, remove } from "../api.js";
import { confirmed, fill, h, setText, toast } from "../dom.js";
import { duration, isFinal, percent, shortId, time, title } from "../format.js";

export const name = "Jobs";

const STATES = ["waiting", "scheduled", "queued", "running", "paused", "succeeded", "failed", "cancelled"];
const UNFINISHED = ["waiting", "scheduled", "queued", "running", "paused"];
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const AT_A_TIME = 6;

export function show(root, _parts, query) {
    const state = select("state", ["unfinished", ...STATES], query.getAll("state").length > 1 ? "unfinished" : query.get("state"));
    const computation = select("computation", ["factorial"], query.get("computation"));
    const label = h("input", { id: "label", placeholder: "key:value", value: query.getAll("label").join(", "), autocomplete: "off" });
    const from = h("input", { id: "from", type: "datetime-local", value: localTime(query.get("createdAfter")) });
    const until = h("input", { id: "until", type: "datetime-local", value: localTime(query.get("createdBefore")) });
    const order = h("select", { id: "order" }, h("option", { value: "" }, "newest first"), h("option", { value: "asc" }, "oldest first"), h("option", { value: "startAt" }, "scheduled, next first"));
    order.value = ["asc", "startAt"].includes(query.get("order")) ? query.get("order") : "";
    const id = h("input", { id: "id", placeholder: "0198c0de-…", autocomplete: "off", spellcheck: "false" });
    const error = h("p", { class: "error", role: "alert" });
    const rows = h("tbody", {});
    const all = h("input", { type: "checkbox", id: "all", "aria-label": "Select all jobs of this page", onchange: () => selectAll(all.checked) });
    const empty = h("p", { class: "empty", hidden: true }, "No jobs match. Change the filter, or submit a job.");
    const count = h("b", {}, "");
    const bulk = h("div", { class: "bulk", role: "region", "aria-label": "Selected jobs", hidden: true }, count,
        h("button", { class: "button", type: "button", id: "bulk-cancel", onclick: cancelSelected }, "Cancel"),
        h("button", { class: "button danger", type: "button", id: "bulk-delete", onclick: deleteSelected }, "Delete"),
        h("button", { class: "button quiet", type: "button", onclick: () => selectAll(false) }, "Clear"));
    const previous = h("button", { class: "button", type: "button", onclick: () => turn(-1) }, "Previous");
    const next = h("button", { class: "button", type: "button", onclick: () => turn(1) }, "Next");
    const place = h("span", { class: "hint" });
    const selected = new Map();
    let tokens = [""];
    let page = { jobs: [], nextPageToken: "" };
    let request = 0;

    fill(root,
        h("div", { class: "head" }, h("h1", {}, "Jobs")),
        h("form", { class: "card filters", onsubmit: event => {
            event.preventDefault();
            search();
        } },
        field(state, "State"), field(computation, "Computation"), field(label, "Label"), field(id, "Id"),
        field(from, "Submitted from"), field(until, "Submitted before"), field(order, "Order"),
        h("button", { class: "button primary" }, "Find"), error),
        bulk,
        h("section", { class: "card table-card", "aria-label": "Jobs" },
            h("table", { class: "jobs" },
                h("thead", {}, h("tr", {}, h("th", { class: "pick" }, all), ["Job", "State", "Progress", "Labels", "Submitted", "Time"].map(text => h("th", { scope: "col" }, text)))),
                rows), empty),
        h("nav", { class: "pages", "aria-label": "Pages" }, previous, place, next));
    for (const choice of [state, computation, from, until, order]) choice.addEventListener("change", search);

    function search() {
        fill(error);
        const text = id.value.trim();
        if (text) {
            if (ID.test(text)) location.hash = `#/jobs/${text.toLowerCase()}`;
            else fill(error, "An id looks like 0198c0de-1b5a-7c31-9d9e-6f1f4c0f7a11.");
            return;
        }
        tokens = [""];
        const filter = parameters();
        history.replaceState(null, "", `#/jobs${filter.size ? `?${filter}` : ""}`);
        selectAll(false);
        load();
    }

    function parameters() {
        const filter = new URLSearchParams();
        const states = state.value === "unfinished" ? UNFINISHED : [state.value];
        for (const one of states.filter(Boolean)) filter.append("state", one);
        if (from.value) filter.set("createdAfter", new Date(from.value).toISOString());
        if (until.value) filter.set("createdBefore", new Date(until.value).toISOString());
        if (order.value) filter.set("order", order.value);
        if (computation.value) filter.set("computation", computation.value);
        for (const one of label.value.split(",").map(text => text.trim()).filter(Boolean)) filter.append("label", one);
        return filter;
    }

    function turn(by) {
        if (by > 0) tokens.push(page.nextPageToken);
        else tokens.pop();
        selectAll(false);
        load();
    }

    async function load() {
        const mine = ++request;
        const filter = parameters();
        filter.set("pageSize", "25");
        if (tokens.at(-1)) filter.set("pageToken", tokens.at(-1));
        try {
            const found = await get(`v1/jobs?${filter}`);
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
        page.jobs.forEach((job, i) => {
            const row = known.get(job.id) ?? newRow(job);
            known.delete(job.id);
            row.update(job);
            if (selected.has(job.id)) selected.set(job.id, job);
            if (rows.children[i] !== row) rows.insertBefore(row, rows.children[i] ?? null);
        });
        for (const row of known.values()) row.remove();
        empty.hidden = page.jobs.length > 0;
        previous.disabled = tokens.length < 2;
        next.disabled = !page.nextPageToken;
        setText(place, tokens.length > 1 || page.nextPageToken ? `page ${tokens.length}` : "");
        mark();
    }

    function newRow(job) {
        const pick = h("input", { type: "checkbox", "aria-label": `Select ${title(job)} ${shortId(job.id)}`, onchange: () => {
            if (pick.checked) selected.set(job.id, row.job);
            else selected.delete(job.id);
            mark();
        } });
        const badge = h("span", { class: "badge" });
        const bar = progressBar(`Progress of ${title(job)}`);
        const spent = h("td", { class: "number time" });
        const row = h("tr", { "data-id": job.id },
            h("td", { class: "pick" }, pick),
            h("td", { class: "job" }, h("a", { href: `#/jobs/${job.id}` }, h("b", {}, title(job))), h("span", { class: "under" }, `${job.algorithm ?? ""} ${shortId(job.id)}`)),
            h("td", {}, badge), h("td", { class: "progress-cell" }, bar.element),
            h("td", { class: "labels" }, Object.entries(job.labels).slice(0, 4).map(([key, value]) => h("a", { class: "label", href: `#/jobs?label=${encodeURIComponent(`${key}:${value}`)}`, onclick: () => {
                label.value = `${key}:${value}`;
                setTimeout(search);
            } }, `${key}: ${value}`))),
            h("td", { class: "number" }, time(job.createdAt)), spent);
        row.update = now => {
            row.job = now;
            row.pick = pick;
            badge.className = `badge state-${now.state}`;
            setText(badge, now.state);
            bar.set(now);
            setText(spent, duration((now.finishedAt ? Date.parse(now.finishedAt) : Date.now()) - Date.parse(now.createdAt)));
        };
        return row;
    }

    function selectAll(on) {
        selected.clear();
        if (on) for (const job of page.jobs) selected.set(job.id, job);
        mark();
    }

    function mark() {
        for (const row of rows.children) row.pick.checked = selected.has(row.dataset.id);
        all.checked = page.jobs.length > 0 && selected.size >= page.jobs.length;
        all.indeterminate = selected.size > 0 && !all.checked;
        bulk.hidden = selected.size === 0;
        setText(count, `${selected.size} selected`);
    }

    async function cancelSelected() {
        const jobs = [...selected.values()].filter(job => !isFinal(job.state));
        if (!jobs.length) return toast("None of the selected jobs can be cancelled: all have finished.");
        if (await confirmed(`Cancel ${jobs.length === 1 ? title(jobs[0]) : `${jobs.length} jobs`}?`, "Their partial products are lost.", "Cancel them")) {
            await forEach(jobs, job => post(`v1/jobs/${job.id}/cancel`), "cancelled");
        }
    }

    async function deleteSelected() {
        const jobs = [...selected.values()].filter(job => isFinal(job.state));
        if (!jobs.length) return toast("None of the selected jobs can be deleted: none has finished. Cancel them first.");
        if (await confirmed(`Delete ${jobs.length === 1 ? title(jobs[0]) : `${jobs.length} jobs`}?`, "The jobs and their results are deleted.", "Delete them")) {
            await forEach(jobs, job => remove(`v1/jobs/${job.id}`), "deleted");
        }
    }

    async function forEach(jobs, action, done) {
        const left = [...jobs];
        let failed = 0;
        await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
            for (let job = left.pop(); job; job = left.pop()) {
                try {
                    await action(job);
                } catch {
                    failed++;
                }
            }
        }));
        toast(`${jobs.length - failed} ${done}${failed ? `, ${failed} failed: they have changed meanwhile` : ""}.`, failed ? "error" : "info");
        selectAll(false);
        await load();
    }

    // The computations of this service.
    get("v1/computations").then(known => {
        const chosen = computation.value;
        fill(computation, h("option", { value: "" }, "any"), known.computations.map(one => h("option", { value: one.name }, one.name)));
        computation.value = chosen;
    }, () => {});
    return every(2000, load);
}

export function progressBar(label) {
    const inner = h("span", { class: "bar-inner" });
    const text = h("span", { class: "bar-text" });
    const element = h("div", { class: "bar", role: "progressbar", "aria-label": label, "aria-valuemin": "0", "aria-valuemax": "100" }, h("span", { class: "bar-track" }, inner), text);
    return {
        element,
        set(job) {
            const fraction = job.progress.fraction;
            inner.style.inlineSize = `${fraction * 100}%`;
            element.dataset.state = job.state;
            element.setAttribute("aria-valuenow", String(Math.round(fraction * 100)));
            setText(text, job.state === "queued" ? "–" : percent(fraction));
        },
    };
}

/** The value of an input of type datetime-local. */
function localTime(text) {
    const time = new Date(text ?? "");
    if (Number.isNaN(time.getTime())) return "";
    return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function select(id, values, value) {
    const element = h("select", { id }, h("option", { value: "" }, "any"), values.map(one => h("option", { value: one }, one)));
    element.value = value ?? "";
    return element;
}

function field(input, label) {
    return h("div", { class: "field" }, h("label", { for: input.id }, label), input);
}
