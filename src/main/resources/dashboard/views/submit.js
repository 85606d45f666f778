// A form that submits a job, and the equivalent curl command.

import { get, me, origin, post, request, secrets } from "../api.js";
import { copyButton, fill, h, setText, toast } from "../dom.js";

export const name = "Submit a job";

const EXAMPLE = `def main(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
        yield n
    print("arrived after", steps, "steps")
    return steps
`;
const EVENTS = ["job.succeeded", "job.failed", "job.cancelled", "job.started"];

export function show(root, _parts, query) {
    const n = h("input", { id: "n", inputmode: "numeric", autocomplete: "off", required: true, value: query.get("n") ?? "1000", "aria-describedby": "n-hint n-error" });
    const hint = h("p", { class: "hint", id: "n-hint" }, "A whole number from 0 on.");
    const k = h("input", { id: "k", inputmode: "numeric", autocomplete: "off", value: query.get("k") ?? "2", "aria-describedby": "k-error" });
    const wanted = query.get("computation") ?? "factorial";
    const computation = h("select", { id: "computation" }, [...new Set(["factorial", "binomial", "fibonacci", "program", wanted])].map(value => h("option", { value, selected: value === wanted }, value)));
    const nLabel = h("label", { for: "n" });
    const program = h("textarea", { id: "program", class: "mono", rows: 14, spellcheck: "false", autocapitalize: "off", "aria-describedby": "program-hint program-error" });
    program.value = EXAMPLE;
    const input = h("textarea", { id: "input", class: "mono", rows: 2, spellcheck: "false", "aria-describedby": "input-hint input-error" });
    input.value = '{"n": 27}';
    const algorithms = ["auto", "iterative", "fast"].map(value => h("input", { type: "radio", name: "algorithm", value, id: `algorithm-${value}`, checked: value === "auto" }));
    const priority = h("select", { id: "priority" }, ["normal", "low", "high"].map(value => h("option", { value }, value)));
    const labels = h("textarea", { id: "labels", rows: 2, placeholder: "team: a", spellcheck: "false", "aria-describedby": "labels-error" });
    const delay = h("input", { id: "delay", placeholder: "PT1H", autocomplete: "off", "aria-describedby": "delay-hint delay-error" });
    const timeout = h("input", { id: "timeout", placeholder: "PT5M", autocomplete: "off", "aria-describedby": "timeout-hint timeout-error" });
    const callback = h("input", { id: "callback", type: "url", placeholder: "https://example.com/hook", autocomplete: "off", "aria-describedby": "callbacks-error" });
    const events = EVENTS.map((value, i) => h("input", { type: "checkbox", id: `event-${i}`, value, checked: i < 3 }));
    const error = h("p", { class: "error", role: "alert" });
    const errors = new Map(["computation", "program", "input", "n", "k", "labels", "delay", "timeout", "callbacks"].map(field => [field, h("p", { class: "error", id: `${field}-error` })]));
    const curl = h("pre", { class: "mono curl", tabindex: "0", role: "group", "aria-label": "The same as a curl command" });
    const send = h("button", { class: "button primary" }, "Submit");
    const texts = { auto: "whichever is faster", iterative: "one multiplication or addition per step", fast: "in as little time as possible" };
    let key = crypto.randomUUID?.() ?? String(Math.random());

    const kField = h("div", { class: "field" }, h("label", { for: "k" }, "k, the size of the subsets, up to n"), k, errors.get("k"));

    const programField = h("div", { class: "field" }, h("label", { for: "program" }, "Program, in a subset of Python"), program,
        h("p", { class: "hint", id: "program-hint" }, "Its function main is called with the input. Each value that it yields is a step."), errors.get("program"));
    const inputField = h("div", { class: "field" }, h("label", { for: "input" }, "Input, a JSON object"), input,
        h("p", { class: "hint", id: "input-hint" }, "The arguments of main by name."), errors.get("input"));
    const nField = h("div", { class: "field" }, nLabel, n, hint, errors.get("n"));
    const algorithmField = h("fieldset", {}, h("legend", {}, "Algorithm"), algorithms.map(radio => h("label", { class: "option" }, radio, h("span", {}, h("b", {}, radio.value), " ", h("span", { class: "hint" }, texts[radio.value])))));

    const form = h("form", { class: "card form", novalidate: true, oninput: preview, onsubmit: submit },
        h("div", { class: "field" }, h("label", { for: "computation" }, "Computation"), computation, errors.get("computation")),
        programField, inputField, nField, kField, algorithmField,
        h("div", { class: "field" }, h("label", { for: "priority" }, "Priority"), priority),
        h("div", { class: "field" }, h("label", { for: "labels" }, "Labels, one per line"), labels, errors.get("labels")),
        h("div", { class: "field" }, h("label", { for: "delay" }, "Start after"), delay, h("p", { class: "hint", id: "delay-hint" }, "An ISO 8601 duration; at once if empty."), errors.get("delay")),
        h("div", { class: "field" }, h("label", { for: "timeout" }, "Timeout"), timeout, h("p", { class: "hint", id: "timeout-hint" }, "An ISO 8601 duration; none if empty."), errors.get("timeout")),
        h("div", { class: "field" }, h("label", { for: "callback" }, "Callback"), callback, errors.get("callbacks")),
        h("fieldset", {}, h("legend", {}, "Events of the callback"), h("div", { class: "options" }, events.map(box => h("label", { class: "option" }, box, h("span", {}, box.value))))),
        error, h("div", { class: "actions" }, send));
    fill(root, h("h1", {}, "Submit a job"), h("div", { class: "two submit-two" }, form,
        h("section", { class: "card", "aria-labelledby": "curl-title" }, h("div", { class: "head" }, h("h2", { id: "curl-title" }, "The same with curl"), copyButton(() => curl.textContent)), curl,
            h("p", { class: "hint" }, "The idempotency key makes it safe to repeat the command."))));
    get("v1/computations").then(known => {
        // All computations have the same limit of n.
        const limits = known.computations.find(one => one.name === wanted)?.inputSchema?.properties?.n;
        if (limits) setText(hint, `A whole number from ${limits.minimum} to ${String(limits.maximum).replace(/\B(?=(\d{3})+$)/g, ",")}.`);
    }, () => {});

    if (query.has("from")) prefill(query.get("from"));

    /** Takes program and input from a job. */
    async function prefill(id) {
        const [source, given] = await Promise.all(["source", "input"].map(async part => (await request("GET", `v1/jobs/${id}/${part}`)).text()));
        program.value = source;
        input.value = given;
        preview();
    }

    /** Written as text, so that a number of any length is sent as typed. */
    function body() {
        const parts = isBuiltIn() ? numbers() : [];
        if (computation.value === "program") parts.push(`"program": ${JSON.stringify(program.value)}`);
        else if (!isBuiltIn()) parts.push(`"computation": ${JSON.stringify(computation.value)}`);
        if (!isBuiltIn() && input.value.trim()) parts.push(`"input": ${input.value.trim()}`);
        if (priority.value !== "normal") parts.push(`"priority": "${priority.value}"`);
        const pairs = Object.fromEntries(labels.value.split("\n").filter(line => line.trim()).map(line => {
            const colon = line.indexOf(":");
            return colon < 0 ? [line.trim(), ""] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
        }));
        if (Object.keys(pairs).length) parts.push(`"labels": ${JSON.stringify(pairs)}`);
        if (delay.value.trim()) parts.push(`"delay": ${JSON.stringify(delay.value.trim())}`);
        if (timeout.value.trim()) parts.push(`"timeout": ${JSON.stringify(timeout.value.trim())}`);
        if (callback.value.trim()) parts.push(`"callbacks": [${JSON.stringify({ url: callback.value.trim(), events: events.filter(box => box.checked).map(box => box.value) })}]`);
        return `{${parts.join(", ")}}`;
    }

    function isBuiltIn() {
        return ["factorial", "binomial", "fibonacci"].includes(computation.value);
    }

    function numbers() {
        const parts = [`"n": ${integer(n.value)}`];
        if (computation.value !== "factorial") parts.unshift(`"computation": "${computation.value}"`);
        if (computation.value === "binomial") parts.push(`"k": ${integer(k.value)}`);
        const algorithm = algorithms.find(radio => radio.checked).value;
        if (algorithm !== "auto") parts.push(`"algorithm": "${algorithm}"`);
        return parts;
    }

    function integer(text) {
        return /^\d+$/.test(text.trim()) ? text.trim().replace(/^0+(?=\d)/, "") : JSON.stringify(text);
    }

    function preview() {
        kField.hidden = computation.value !== "binomial";
        programField.hidden = computation.value !== "program";
        inputField.hidden = isBuiltIn();
        nField.hidden = algorithmField.hidden = !isBuiltIn();
        setText(nLabel, { binomial: "n, the size of the set", fibonacci: "n, the index in the sequence" }[computation.value] ?? "n, of which n! is computed");
        const quoted = body().replaceAll("'", "'\\''");
        setText(curl, `curl -i ${origin()}/v1/jobs \\\n  -H 'Content-Type: application/json' \\\n${me().name ? "  -H \"Authorization: Bearer $API_KEY\" \\\n" : ""}  -H 'Idempotency-Key: ${key}' \\\n  -d '${quoted}'`);
    }

    async function submit(event) {
        event.preventDefault();
        fill(error);
        for (const one of errors.values()) fill(one);
        for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
        send.disabled = true;
        try {
            const job = await post("v1/jobs", body(), { headers: { "Idempotency-Key": key } });
            key = crypto.randomUUID?.() ?? String(Math.random());
            if (job.callbacks?.[0]?.secret) secrets.set(job.id, job.callbacks[0].secret);
            location.hash = `#/jobs/${job.id}`;
            toast("Submitted.");
        } catch (problem) {
            if (problem.status >= 400 && problem.status < 500) key = crypto.randomUUID?.() ?? String(Math.random());
            tell(problem);
            preview();
        } finally {
            send.disabled = false;
        }
    }

    function tell(problem) {
        let placed = false;
        for (const { pointer, detail, line, column } of problem.errors) {
            const field = pointer.split("/")[1];
            const place = errors.get(field);
            if (place) {
                fill(place, line ? `Line ${line}, column ${column}: ${detail}` : pointer.startsWith("/input/") ? `${pointer.slice(7)} ${detail}` : detail);
                const control = { computation, program, input, n, k, labels, delay, timeout, callbacks: callback }[field];
                control.setAttribute("aria-invalid", "true");
                if (!placed) control.focus();
                if (line) select(control, line, column);
                placed = true;
            }
        }
        if (!placed) fill(error, problem.message);
    }

    /** Selects the place of a mistake up to the end of its line. */
    function select(area, line, column) {
        const lines = area.value.split("\n");
        const start = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0);
        area.setSelectionRange(start + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length, start + (lines[line - 1] ?? "").length);
    }
    preview();
}
