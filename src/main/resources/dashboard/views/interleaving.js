// The live interleaving picture.

import { post } from "../api.js";
import { fill, h, setText, toast } from "../dom.js";
import { latest, onLive } from "../live.js";
import { percent, short } from "../format.js";
import { strips } from "../strips.js";

export const name = "Interleaving";

const WORDS = {
    interleaved: "Each job runs one step, then moves to the back of the queue: all jobs get the same number of turns.",
    sequential: "Each job runs to its end before the next one starts.",
    fair: "The job that has received the least loop time runs next: short jobs overtake long ones.",
};

export function show(root) {
    const picture = strips({ seconds: 20, rows: 12, rowHeight: 40 });
    const policy = h("b", {}, "–");
    const words = h("span", {}, "");
    const figures = h("p", { class: "hint", role: "status" });
    fill(root,
        h("div", { class: "head" }, h("div", {}, h("h1", {}, "Loop timeline"),
            h("p", { class: "lead" }, "All jobs of this instance share one thread. Each strip is a job; a bar is as high as the job's share of a tenth of a second. The topmost strip puts them together: what is left blank, the loop was idle.")),
        h("div", { class: "actions" },
            h("button", { class: "button", type: "button", onclick: example }, "Start an example"),
            h("a", { class: "button", href: "#/what-if" }, "What if?"))),
        h("section", { class: "card wide", "aria-label": "Live picture" }, picture.element),
        h("p", { class: "policy" }, "Scheduling: ", policy, ". ", words), figures);

    const off = onLive(event => event === "figures" && update());
    function update() {
        const now = latest();
        if (!now) return;
        setText(policy, now.scheduling);
        setText(words, WORDS[now.scheduling] ?? "");
        setText(figures, `${short(now.stepsPerSecond)} steps in the last second, ${now.readyTasks} in the ready queue, busy for ${percent(now.busy)} of the time.`);
    }
    update();
    return () => {
        off();
        picture.stop();
    };
}

/** Submits three long jobs, and shorter ones while they run. */
async function example(event) {
    const button = event.currentTarget;
    button.disabled = true;
    try {
        const labels = { example: "interleaving" };
        await post("v1/jobs/batch", { jobs: [160_000, 120_000, 80_000].map(n => ({ n, algorithm: "iterative", labels })) });
        toast("Three long jobs are in the loop; a shorter one is submitted every second.");
        for (let i = 0; i < 6; i++) {
            await new Promise(resolve => setTimeout(resolve, 1000));
            await post("v1/jobs", { n: 20_000 + 4_000 * i, algorithm: "iterative", labels });
        }
    } catch (problem) {
        toast(problem.message, "error");
    } finally {
        button.disabled = false;
    }
}
