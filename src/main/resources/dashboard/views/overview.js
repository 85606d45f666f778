// The state of the service at a glance.

import { every, get } from "../api.js";
import { sparkline, timeChart } from "../charts.js";
import { fill, h, setText } from "../dom.js";
import { duration, millis, percent, short, time, whole } from "../format.js";
import { figures, latest, onLive } from "../live.js";
import { strips } from "../strips.js";

export const name = "Overview";

const STATES = ["waiting", "scheduled", "queued", "running", "paused", "succeeded", "failed", "cancelled"];
const RANGES = [["PT15M", "15 min"], ["PT1H", "1 h"], ["PT6H", "6 h"], ["P1D", "24 h"]];

let stepSeconds = 30;

export function show(root) {
    const states = new Map(STATES.map(state => [state, { number: h("b", {}, "–"), part: h("span", { class: `part state-${state}` }) }]));
    const bar = h("div", { class: "state-bar", "aria-hidden": "true" }, [...states.values()].map(state => state.part));
    const tiles = {
        submitted: tile("Submitted", "per second", now => short(now.submittedPerSecond), now => now.submittedPerSecond),
        finished: tile("Finished", "per second", now => short(now.finishedPerSecond), now => now.finishedPerSecond),
        ready: tile("Ready queue", "tasks in the loop", now => whole(now.readyTasks), now => now.readyTasks),
        steps: tile("Steps", "per second", now => short(now.stepsPerSecond), now => now.stepsPerSecond),
        turn: tile("Turn, p99", "last minute", now => millis(now.turnMillis.p99), now => now.turnMillis.p99),
        busy: tile("Loop busy", "of the last second", now => percent(now.busy), now => now.busy),
    };
    const picture = strips({ seconds: 15, rows: 5 });
    const length = timeChart({ title: "Turn length", log: true, format: millis, series: spread() });
    const lag = timeChart({ title: "Loop lag", log: true, format: millis, series: spread() });
    const jobs = timeChart({ title: "Jobs per second", format: short, series: [{ name: "submitted", color: "--c2" }, { name: "finished", color: "--c1", fill: true }] });
    const tasks = timeChart({ title: "Ready queue", format: short, series: [{ name: "tasks", color: "--c3", fill: true }] });
    const tries = h("dl", { class: "facts three" });
    const instances = h("div", {});
    let range = sessionStorage.getItem("range") ?? "PT1H";
    let history = [];

    const choice = h("div", { class: "choice", role: "group", "aria-label": "How far back" }, RANGES.map(([value, text]) =>
        h("button", { type: "button", "aria-pressed": String(value === range), onclick: event => {
            range = value;
            sessionStorage.setItem("range", range);
            for (const button of choice.children) button.setAttribute("aria-pressed", String(button === event.currentTarget));
            load();
        } }, text)));

    fill(root,
        h("h1", { class: "sr" }, "Overview"),
        h("section", { class: "card", "aria-label": "Jobs by state" },
            h("ul", { class: "states" }, STATES.map(state => h("li", {},
                h("a", { href: `#/jobs?state=${state}` }, h("span", { class: `mark state-${state}`, "aria-hidden": "true" }), states.get(state).number, h("span", { class: "what" }, state))))),
            bar),
        h("section", { class: "tiles", "aria-label": "Right now" }, Object.values(tiles).map(one => one.element)),
        h("section", { class: "card", "aria-labelledby": "timeline" },
            h("div", { class: "head" }, h("h2", { id: "timeline" }, "Loop timeline"), h("a", { href: "#/interleaving" }, "See it larger")),
            picture.element),
        h("section", { "aria-labelledby": "over-time" },
            h("div", { class: "head" }, h("h2", { id: "over-time" }, "Over time"), choice),
            h("div", { class: "charts" }, [length, lag, jobs, tasks].map(chart => h("div", { class: "card" }, chart.element)))),
        h("div", { class: "two" },
            h("section", { class: "card", "aria-labelledby": "deliveries" }, h("h2", { id: "deliveries" }, "Deliveries"), tries,
                h("p", { class: "hint" }, "Attempts of this instance since it started.")),
            h("section", { class: "card", "aria-labelledby": "instances" }, h("h2", { id: "instances" }, "Instances"), instances)));

    function update() {
        const now = latest();
        if (!now) return;
        for (const one of Object.values(tiles)) one.update(now);
        if (now.jobs) {
            const all = STATES.reduce((sum, state) => sum + now.jobs[state], 0);
            for (const state of STATES) {
                setText(states.get(state).number, whole(now.jobs[state]));
                states.get(state).part.style.flexGrow = all ? now.jobs[state] / all : 0;
            }
        }
        fill(tries, fact("delivered", whole(now.deliveries.delivered)), fact("to be retried", whole(now.deliveries.failed)), fact("exhausted", whole(now.deliveries.exhausted)));
        draw();
    }

    /** The stored history, followed by the live values since then. */
    function draw() {
        const last = history.at(-1);
        const from = last ? Date.parse(last.at) + 30_000 : 0;
        const seen = figures.filter(now => Date.parse(now.at) >= from);
        const points = withGaps([...history, ...seen]);
        const x = points.map(point => Date.parse(point.at) / 1000);
        const row = pick => points.map(point => (point.turnMillis ? pick(point) : null));
        length.set([x, row(p => p.turnMillis.max), row(p => p.turnMillis.p99), row(p => p.turnMillis.p50)]);
        lag.set([x, row(p => p.lagMillis.max), row(p => p.lagMillis.p99), row(p => p.lagMillis.p50)]);
        jobs.set([x, row(p => p.submittedPerSecond), row(p => p.finishedPerSecond)]);
        tasks.set([x, row(p => p.readyTasks)]);
    }

    async function load() {
        const found = await get(`v1/event-loop/history?last=${range}`);
        history = found.points;
        stepSeconds = found.stepSeconds;
        draw();
    }

    async function loadInstances() {
        try {
            const found = await get("v1/instances");
            const list = found.instances ?? [];
            fill(instances, h("div", { class: "scroll" }, h("table", { class: "plain" },
                h("thead", {}, h("tr", {}, ["Instance", "Host", "Running", "Up for", "Seen"].map(text => h("th", { scope: "col" }, text)))),
                h("tbody", {}, list.map(one => h("tr", {},
                    h("td", {}, h("span", { class: "mono" }, one.id.slice(0, 8)), one.self && h("span", { class: "hint" }, " this one")), h("td", {}, one.host), h("td", { class: "number" }, whole(one.runningJobs)),
                    h("td", { class: "number" }, duration(Date.now() - Date.parse(one.startedAt))), h("td", { class: "number" }, time(one.seenAt))))))));
        } catch {
            const now = latest();
            fill(instances, now && h("p", {}, "This one, ", h("span", { class: "mono" }, now.instance.slice(0, 8)), `, up for ${duration(Date.now() - Date.parse(now.startedAt))}.`));
        }
    }

    const off = onLive(event => event === "figures" && update());
    const stops = [every(30_000, load), every(15_000, loadInstances)];
    update();
    return () => {
        off();
        picture.stop();
        for (const stop of stops) stop();
        for (const chart of [length, lag, jobs, tasks]) chart.stop();
    };
}

/** Draws no line where there is no data. */
function withGaps(points) {
    const filled = [];
    for (const point of points) {
        const last = filled.at(-1);
        if (last && Date.parse(point.at) - Date.parse(last.at) > Math.max(40_000, 1500 * stepSeconds)) filled.push({ at: new Date(Date.parse(last.at) + 1000).toISOString() });
        filled.push(point);
    }
    return filled;
}

function spread() {
    return [{ name: "max", color: "--c6" }, { name: "p99", color: "--c2" }, { name: "p50", color: "--c1" }];
}

function fact(label, value) {
    return h("div", {}, h("dt", {}, label), h("dd", {}, value));
}

function tile(label, unit, text, number) {
    const value = h("b", {}, "–");
    const line = sparkline();
    return {
        element: h("div", { class: "tile card" }, h("span", { class: "label" }, label), value, h("span", { class: "unit" }, unit), line.element),
        update(now) {
            setText(value, text(now));
            line.set(figures.slice(-60).map(number));
        },
    };
}
