// The event loop: its scheduling and the duration of its turns.

import { fill, h, setText } from "../dom.js";
import { duration, millis, percent, short, whole } from "../format.js";
import { latest, onLive } from "../live.js";

export const name = "Event loop";

const POLICIES = {
    sequential: "Each task runs to its end before the next one starts. A short task waits for all tasks before it.",
    interleaved: "Each task runs one step, then moves to the back of the queue. All tasks make progress, and short ones finish early.",
    fair: "The task that has received the least loop time runs next. Short tasks rarely wait for long ones.",
};

export function show(root) {
    const policy = h("p", { class: "big" }, "–");
    const words = h("p", { class: "hint" });
    const facts = h("dl", { class: "facts" });
    const bars = h("ol", { class: "histogram" });
    const spread = h("tbody", {});
    fill(root,
        h("h1", {}, "Event loop"),
        h("div", { class: "two" },
            h("section", { class: "card", "aria-labelledby": "policy" }, h("h2", { id: "policy" }, "Scheduling"), policy, words, facts),
            h("section", { class: "card", "aria-labelledby": "spread" }, h("h2", { id: "spread" }, "The last minute"),
                h("table", { class: "plain spread" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, h("span", { class: "sr" }, "Figure")), ["p50", "p99", "max"].map(text => h("th", { scope: "col", class: "number" }, text)))), spread),
                h("p", { class: "hint" }, "A turn is one step of one job, or one callback. Lag is the delay between a submission to the inbox of the loop and its execution."))),
        h("section", { class: "card", "aria-labelledby": "lengths" }, h("h2", { id: "lengths" }, "Duration of turns"),
            h("p", { class: "hint" }, "Turns of the last minute by duration. Each bar covers durations up to twice those of the previous bar. The scale is logarithmic, so that a single long turn is visible among a million short ones."), bars));
    const rows = [];

    function update() {
        const now = latest();
        if (!now) return;
        setText(policy, now.scheduling);
        setText(words, POLICIES[now.scheduling] ?? "");
        fill(facts, fact("Ready queue", whole(now.readyTasks)), fact("Steps per second", short(now.stepsPerSecond)), fact("Busy", percent(now.busy)),
            fact("Longest turn since the start", millis(now.longestTurnMillis)), fact("Rounds since the start", whole(now.rounds)),
            fact("Up for", duration(Date.parse(now.at) - Date.parse(now.startedAt))), fact("Instance", h("span", { class: "mono break" }, now.instance)));
        fill(spread, [["Turn length", now.turnMillis], ["Lag", now.lagMillis]].map(([what, of]) =>
            h("tr", {}, h("th", { scope: "row" }, what), [of.p50, of.p99, of.max].map(value => h("td", { class: "number" }, millis(value))))));
        histogram(now.turnHistogram);
    }

    function histogram(counts) {
        const top = Math.log10(1 + Math.max(...counts.map(bar => bar.turns), 9));
        counts.forEach((bar, i) => {
            if (!rows[i]) {
                const inner = h("span", { class: "histogram-bar", "aria-hidden": "true" });
                const number = h("span", { class: "number" });
                rows[i] = { inner, number };
                bars.append(h("li", {}, h("span", { class: "histogram-label" }, bar.upToMillis === null ? "longer" : `≤ ${bar.upToMillis < 1 ? `${Math.round(bar.upToMillis * 1000)} µs` : `${Math.round(bar.upToMillis)} ms`}`), h("span", { class: "histogram-track" }, inner), number));
            }
            rows[i].inner.style.inlineSize = `${(Math.log10(1 + bar.turns) / top) * 100}%`;
            setText(rows[i].number, bar.turns ? whole(bar.turns) : "0");
        });
    }
    const off = onLive(event => event === "figures" && update());
    update();
    return off;
}

function fact(label, value) {
    return h("div", {}, h("dt", {}, label), h("dd", {}, value));
}
