// One job: its state, partial product, result, callbacks and deliveries.

import { Problem, every, get, listen, patch, post, remove, request, save, secrets, url } from "../api.js";
import { confirmed, copyButton, fill, h, setText, toast } from "../dom.js";
import { duration, isFinal, shortId, short, time, title, whole } from "../format.js";
import { sparkline } from "../charts.js";
import { progressBar } from "./jobs.js";
import { childrenView } from "./children.js";
import { predecessorsView } from "./predecessors.js";

export const name = "Job";

const FIRST_DIGITS = 1000;
const DIGITS_PER_BIT = Math.log10(2);

export function show(root, [id]) {
    const path = `v1/jobs/${id}`;
    const head = h("h1", {}, "Job");
    const badge = h("span", { class: "badge", role: "status" });
    const actions = h("div", { class: "actions" });
    const life = h("ol", { class: "life" });
    const bar = progressBar("Progress");
    const facts = h("dl", { class: "facts" });
    const problem = h("section", { class: "card problem", hidden: true, "aria-label": "Problem" });
    const partial = partialView(path);
    const result = h("section", { class: "card", hidden: true, "aria-labelledby": "result-title" });
    const program = programView(path);
    const predecessors = predecessorsView();
    const children = childrenView();
    const hooks = h("section", { class: "card", "aria-labelledby": "hooks-title" });
    let job = null;
    let earlier = [];
    let shownResult = "";
    let estimate = null;
    let stopped = false;
    const stops = [];

    fill(root,
        h("p", { class: "crumb" }, h("a", { href: "#/jobs" }, "Jobs"), " / ", h("span", { class: "mono" }, id), " ", copyButton(() => id)),
        h("div", { class: "head" }, h("div", { class: "job-title" }, head, badge), actions),
        problem,
        h("div", { class: "two" },
            h("section", { class: "card", "aria-labelledby": "life-title" }, h("h2", { id: "life-title" }, "Life"), life),
            h("section", { class: "card", "aria-labelledby": "progress-title" }, h("h2", { id: "progress-title" }, "Progress"), bar.element, facts)),
        predecessors.element, children.element, partial.element, result, program.element, hooks);

    function update(now) {
        const before = job?.state;
        job = now;
        setText(head, title(job));
        document.title = `${title(job)} – Interleave`;
        badge.className = `badge large state-${job.state}`;
        setText(badge, job.state);
        bar.set(job);
        fill(facts,
            fact("Steps", job.progress.totalSteps === null ? whole(job.progress.steps) : `${whole(job.progress.steps)} of ${whole(job.progress.totalSteps)}`),
            fact("Rounds", whole(job.rounds)), job.algorithm && fact("Algorithm", job.algorithm),
            job.priority !== undefined && job.priority !== null && fact("Priority", String(job.priority)),
            estimate && !isFinal(job.state) && fact("Expected to end", `in about ${duration(Math.max(0, Date.parse(estimate.finishedAt) - Date.now()))}`),
            job.attempt && fact("Attempt", job.retry ? `${job.attempt} of ${job.retry.maxAttempts}` : String(job.attempt)),
            job.reusedFrom && fact(isFinal(job.state) ? "Result of" : "Waits for the result of", h("a", { href: `#/jobs/${job.reusedFrom}`, class: "mono" }, job.reusedFrom)),
            job.after && fact("If a job before it fails", job.onFailure === "run" ? "runs" : "is cancelled"),
            Object.entries(job.labels).map(([key, value]) => fact(key, value)));
        if (job.attempts) earlier = job.attempts;
        else if (job.attempt > earlier.length + 1) get(path).then(update, gone); // events do not have them
        drawLife();
        if (before !== job.state) {
            drawActions();
            predecessors.draw(job);
            children.update(job);
        }
        partial.run(job.state === "running", !isFinal(job.state) && job.startedAt !== null);
        problem.hidden = !job.problem;
        if (job.problem) fill(problem, h("h2", {}, job.problem.title), h("p", {}, job.problem.detail), job.problem.traceback && h("pre", { class: "mono curl", tabindex: "0", role: "group", "aria-label": "Traceback" }, job.problem.traceback), h("p", {}, h("a", { href: url(`problems/${job.problem.type.split("/").pop()}`) }, "What to do")));
        if (job.program) program.update(job);
        if (job.result) drawResult();
    }

    function drawLife() {
        const attempts = earlier.map(one => [`attempt ${one.number} ${one.state}`, one.finishedAt, one.startedAt]);
        const start = job.startAt ? [["earliest start", job.startAt, null]] : [];
        const events = [["submitted", job.createdAt, null], ...attempts, ...start, ["let into the loop", job.startedAt, job.createdAt], [isFinal(job.state) ? job.state : "end", job.finishedAt, job.startedAt ?? job.createdAt]];
        fill(life, events.map(([what, at, since]) => h("li", { class: at && Date.parse(at) <= Date.now() ? "done" : "" }, h("b", {}, what), h("span", {}, at ? h("time", { datetime: at }, time(at)) : "–"),
            at && since && h("span", { class: "hint" }, `after ${duration(Date.parse(at) - Date.parse(since))}`))),
        job.expiresAt && h("li", { class: "later" }, h("b", {}, "result kept until"), h("span", {}, h("time", { datetime: job.expiresAt }, time(job.expiresAt)))));
    }

    function drawActions() {
        const button = (text, action, kind = "") => h("button", { class: `button ${kind}`, type: "button", onclick: async event => {
            event.currentTarget.disabled = true;
            const target = event.currentTarget;
            try {
                await action();
            } catch (failure) {
                toast(failure.status === 404 && job ? "This service cannot do that." : failure.message, "error");
            } finally {
                target.disabled = false;
            }
        } }, text);
        const move = verb => async () => update(await post(`${path}/${verb}`));
        fill(actions,
            (job.state === "running" || job.state === "queued") && button("Pause", move("pause")),
            job.state === "scheduled" && button("Start now", async () => update(await patch(path, { delay: "PT0S" })), "primary"),
            (job.state === "failed" || job.state === "cancelled") && button("Run again", async () => {
                await post(`${path}/retry`);
                location.reload(); // its event stream has ended
            }, "primary"),
            job.state === "paused" && button("Resume", move("resume"), "primary"),
            !isFinal(job.state) && button("Cancel", async () => {
                if (await confirmed(`Cancel ${title(job)}?`, "Its partial product is lost.", "Cancel it")) await move("cancel")();
            }, "danger"),
            isFinal(job.state) && button("Delete", async () => {
                if (await confirmed(`Delete ${title(job)}?`, "The job and its result are deleted.", "Delete it")) {
                    await remove(path);
                    location.hash = "#/jobs";
                    toast("Deleted.");
                }
            }, "danger"),
            isFinal(job.state) && h("a", { class: "button", href: `#/submit?${new URLSearchParams(job.program ? { computation: "program", from: job.id } : { computation: job.computation, ...job.input })}` }, "Submit again"));
    }

    async function drawResult() {
        if (shownResult === job.id) return;
        shownResult = job.id;
        if (job.result.kind !== "integer") return drawOther();
        const { digits, bits, sha256, value } = job.result;
        const place = h("p", { class: "mono digits number-block", tabindex: "0", role: "group", "aria-label": "The first digits" }, value ?? "…");
        const file = title(job).replace(/[^0-9a-zA-Z]+/g, "") + (job.program ? "" : "-factorial");
        result.hidden = false;
        fill(result,
            h("div", { class: "head" }, h("h2", { id: "result-title" }, "Result"), h("div", { class: "actions" },
                h("button", { class: "button", type: "button", onclick: () => save(`${path}/result`, `${file}.txt`) }, "Text"),
                h("button", { class: "button", type: "button", onclick: () => save(`${path}/result?radix=16`, `${file}.hex`) }, "Hex"),
                h("button", { class: "button", type: "button", onclick: () => save(`${path}/result`, `${file}.bin`, "application/octet-stream").catch(failure => toast(failure.message, "error")) }, "Binary"))),
            place,
            h("p", { class: "hint", id: "digits-shown" }, value === null ? `The first ${whole(FIRST_DIGITS)} of ${whole(digits)} digits. The files have all of them.` : `All ${whole(digits)} digits.`),
            h("dl", { class: "facts" }, fact("Digits", whole(digits)), fact("Bits", whole(bits)), fact("SHA-256 of the digits", h("span", { class: "mono" }, sha256))));
        if (value !== null) return;
        try {
            // Requests the first digits only: millions of digits would block the page.
            const answer = await request("GET", `${path}/result`, { headers: { Range: `bytes=0-${FIRST_DIGITS - 1}`, Accept: "text/plain" } });
            setText(place, `${await answer.text()}…`);
        } catch (failure) {
            setText(place, failure.message);
        }
    }

    /** A result that is not an integer. */
    async function drawOther() {
        const { kind, length, sha256, value } = job.result;
        const place = h("pre", { class: "mono number-block", tabindex: "0", role: "group", "aria-label": "The result" }, "…");
        const file = `${title(job).replace(/[^0-9a-zA-Z]+/g, "")}.${{ json: "json", text: "txt", bytes: "bin" }[kind]}`;
        result.hidden = false;
        fill(result,
            h("div", { class: "head" }, h("h2", { id: "result-title" }, "Result"), h("div", { class: "actions" },
                h("button", { class: "button", type: "button", onclick: () => save(`${path}/result`, file) }, "Download"))),
            place, h("dl", { class: "facts" }, fact("Kind", kind), fact("Bytes", whole(length)), fact("SHA-256", h("span", { class: "mono" }, sha256))));
        if (length <= FIRST_DIGITS && value !== null) return setText(place, kind === "text" ? value : JSON.stringify(value, null, 2));
        if (kind === "bytes") return setText(place, `${whole(length)} octets`);
        const answer = await request("GET", `${path}/result`, { headers: { Range: `bytes=0-${FIRST_DIGITS - 1}` } }).catch(failure => failure);
        setText(place, answer instanceof Problem ? answer.message : `${await answer.text()}${length > FIRST_DIGITS ? "…" : ""}`);
    }

    const drawHooks = hooksView(hooks, path, () => job);
    get(path).then(found => {
        if (stopped) return;
        update(found);
        stops.push(listen(`${path}/events`, (event, data) => event === "output" ? program.print(data) : update(data), status => {
            if (status === "ended") get(path).catch(gone);
        }), every(3000, async () => {
            if (!isFinal(job.state)) estimate = (await get(path)).estimate ?? null;
            await drawHooks();
        }));
    }, gone);

    function gone(failure) {
        if (stopped) return;
        partial.run(false, false);
        fill(root, h("p", { class: "crumb" }, h("a", { href: "#/jobs" }, "Jobs")), h("section", { class: "card problem" }, h("h1", {}, failure.title ?? "No such job"), h("p", {}, failure.message)));
    }
    return () => {
        stopped = true;
        children.stop();
        partial.run(false, false);
        program.stop();
        for (const stop of stops) stop();
    };
}

/** The partial product, updated while the job runs. */
function partialView(path) {
    const size = h("b", {}, "–");
    const digits = h("span", { class: "hint" });
    const value = h("p", { class: "mono digits number-block", tabindex: "0", role: "group", "aria-label": "The partial product" });
    const line = sparkline();
    const heading = h("h2", { id: "partial-title" }, "Partial product");
    const element = h("section", { class: "card partial", hidden: true, "aria-labelledby": "partial-title" },
        heading, h("div", { class: "growing" }, h("p", { class: "big" }, size, digits), line.element), value);
    const seen = [];
    let stop = null;
    async function look() {
        const partial = await get(`${path}/partial`).catch(failure => {
            if (failure instanceof Problem) return null;
            throw failure;
        });
        if (!partial) return;
        if (partial.kind !== "integer") {
            setText(heading, "Partial result");
            setText(size, `after ${whole(partial.steps)} steps`);
            line.element.hidden = true;
            setText(value, partial.value === null ? "" : partial.kind === "text" ? partial.value : JSON.stringify(partial.value));
            value.hidden = partial.value === null;
            return;
        }
        seen.push(Number(partial.bits));
        if (seen.length > 600) seen.splice(0, seen.length, ...seen.filter((_one, i) => i % 2 === 0));
        setText(size, `${whole(partial.bits)} bits`);
        setText(digits, ` about ${short(Math.ceil(partial.bits * DIGITS_PER_BIT))} digits, after ${whole(partial.steps)} steps`);
        line.set(seen);
        setText(value, partial.value === null ? "" : partial.value.length > 400 ? `${partial.value.slice(0, 400)}…` : partial.value);
        value.hidden = partial.value === null;
    }
    return {
        element,
        run(on, seenAtAll) {
            element.hidden = !seenAtAll;
            if (on && !stop) stop = every(400, look);
            if (!on && stop) {
                stop();
                stop = null;
            }
        },
    };
}

/** The source with the line that runs or has failed, and the output. */
function programView(path) {
    const source = h("ol", { class: "source mono", tabindex: "0", "aria-label": "Source" });
    const output = h("pre", { class: "mono output", tabindex: "0", role: "log", "aria-label": "Output" });
    const outputPart = h("div", { hidden: true }, h("h2", {}, "Output"), output);
    const element = h("section", { class: "card", hidden: true, "aria-labelledby": "program-title" },
        h("h2", { id: "program-title" }, "Program"), source, outputPart);
    let text = "";
    let shown = false;
    let stop = null;

    function mark(line, kind) {
        source.querySelector("[aria-current]")?.removeAttribute("aria-current");
        for (const one of source.querySelectorAll(".runs, .failed")) one.className = "";
        const item = source.children[line - 1];
        if (!item) return;
        item.className = kind;
        item.setAttribute("aria-current", "true");
    }

    async function look() {
        const answer = await request("GET", `${path}/source`);
        if (!shown) {
            shown = true;
            fill(source, (await answer.text()).replace(/\n$/, "").split("\n").map(line => h("li", {}, h("code", {}, line || " "))));
        }
        mark(Number(answer.headers.get("Interleave-Line") ?? 0), "runs");
    }

    return {
        element,
        async update(job) {
            element.hidden = false;
            if (!shown) await look();
            if (job.state === "running") {
                stop ??= every(1000, look);
                return;
            }
            this.stop();
            mark(job.problem?.line ?? 0, "failed");
        },
        print({ offset, text: more }) {
            text = text.slice(0, offset) + more;
            outputPart.hidden = text === "";
            setText(output, text.length > 100000 ? `…${text.slice(-100000)}` : text);
            output.scrollTop = output.scrollHeight;
        },
        stop() {
            stop?.();
            stop = null;
        },
    };
}

/** The callbacks of the job, and all attempts of their deliveries. */
function hooksView(root, path, job) {
    const list = h("div", {});
    const error = h("p", { class: "error", role: "alert" });
    const target = h("input", { id: "hook-url", type: "url", required: true, placeholder: "https://example.com/hook", autocomplete: "off" });
    const secret = h("p", { class: "notice", hidden: true });
    let drawn = "";
    fill(root, h("h2", { id: "hooks-title" }, "Callbacks and deliveries"), list, secret,
        h("form", { class: "inline", onsubmit: async event => {
            event.preventDefault();
            fill(error);
            try {
                const made = await post(`${path}/callbacks`, { url: target.value });
                target.value = "";
                tellSecret(made.secret);
                await update();
            } catch (failure) {
                fill(error, failure.errors?.[0]?.detail ?? failure.message);
            }
        } }, h("label", { for: "hook-url" }, "One more URL"), target, h("button", { class: "button" }, "Register"), error));

    function tellSecret(text) {
        secret.hidden = false;
        fill(secret, "The secret of the callback, shown only now: ", h("span", { class: "mono" }, text), " ", copyButton(() => text));
    }

    async function update() {
        if (!job()) return;
        if (secrets.has(job().id)) {
            tellSecret(secrets.get(job().id));
            secrets.delete(job().id);
        }
        const [callbacks, deliveries] = await Promise.all([get(`${path}/callbacks`), get(`${path}/deliveries`)]);
        const text = JSON.stringify([callbacks, deliveries]);
        if (text === drawn) return;
        drawn = text;
        const open = new Set([...list.querySelectorAll("details[open]")].map(one => one.dataset.id));
        const urls = new Map(callbacks.callbacks.map(one => [one.id, one]));
        fill(list,
            callbacks.callbacks.length ? h("ul", { class: "hooks" }, callbacks.callbacks.map(one => h("li", {}, h("span", { class: "mono break" }, one.url), h("span", { class: "hint" }, one.events.join(", ")), one.state === "disabled" && h("span", { class: "badge state-failed" }, "disabled")))) : h("p", { class: "hint" }, "No callbacks of its own."),
            deliveries.deliveries.map(one => delivery(one, urls, open.has(one.id))));
    }

    function delivery(one, urls, isOpen) {
        return h("article", { class: "delivery", "aria-label": `Delivery of ${one.event}` },
            h("div", { class: "head" }, h("div", {}, h("span", { class: `badge delivery-${one.state}` }, one.state), " ", h("b", {}, one.event), " ",
                h("span", { class: "mono break hint" }, urls.get(one.callbackId)?.url ?? `callback ${shortId(one.callbackId)}`)),
            h("button", { class: "button small", type: "button", onclick: async () => {
                await post(`v1/deliveries/${one.id}/redeliver`);
                toast("It is sent again.");
                await update();
            } }, "Deliver again")),
            one.nextAttemptAt && h("p", { class: "hint" }, `Next attempt at ${time(one.nextAttemptAt)}.`),
            h("details", { "data-id": one.id, open: isOpen }, h("summary", {}, one.attempts.length === 1 ? "1 attempt" : `${one.attempts.length} attempts`),
                h("div", { class: "scroll" }, h("table", { class: "plain" },
                    h("thead", {}, h("tr", {}, ["", "When", "Answer", "Took", "Said"].map((text, i) => h("th", { scope: "col" }, i ? text : h("span", { class: "sr" }, "Number"))))),
                    h("tbody", {}, one.attempts.map(attempt => h("tr", {}, h("td", {}, String(attempt.number)), h("td", {}, time(attempt.at)), h("td", {}, attempt.failure ?? String(attempt.status)),
                        h("td", { class: "number" }, duration(attempt.latencyMillis)), h("td", { class: "mono break" }, (attempt.response ?? "").slice(0, 300)))))))));
    }
    return () => update().catch(failure => {
        if (failure.status !== 404) throw failure;
    });
}

function fact(label, value) {
    return h("div", {}, h("dt", {}, label), h("dd", {}, value));
}
