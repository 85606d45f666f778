// The same inputs under each scheduling strategy, for comparison.

import { post } from "../api.js";
import { fill, h } from "../dom.js";

export const name = "What if";

const POLICIES = [
    ["sequential", "Sequential", "each task to its end, then the next"],
    ["interleaved", "Interleaved", "one step each, then to the back"],
    ["fair", "Fair", "the task with the least loop time is next"],
];
const COLORS = ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6", "--c7"];
const WIDTH = 960, LABEL = 84, ROW = 30, AXIS = 24;

export function show(root, _parts, query) {
    const field = h("input", { id: "inputs", value: query.get("n") ?? "12, 8, 4", autocomplete: "off", "aria-describedby": "inputs-hint inputs-error" });
    const error = h("p", { class: "error", id: "inputs-error", role: "alert" });
    const results = h("div", { class: "what-ifs" });
    fill(root,
        h("h1", {}, "What if?"),
        h("p", { class: "lead" }, "The scheduling strategy decides when each task finishes. Here the same factorials run on a separate loop under each strategy, one multiplication per round."),
        h("form", { class: "card inline", onsubmit: event => {
            event.preventDefault();
            run();
        } }, h("label", { for: "inputs" }, "Factorials of"), field, h("button", { class: "button primary" }, "Run"),
        h("p", { class: "hint", id: "inputs-hint" }, "Up to 100 whole numbers from 0 to 1,000, separated by commas. n! takes n − 2 rounds; the limit is 10,000 rounds in total."), error),
        results);

    async function run() {
        fill(error);
        const numbers = field.value.split(/[\s,;]+/).filter(Boolean);
        const wrong = numbers.find(text => !/^\d{1,4}$/.test(text));
        if (!numbers.length || wrong !== undefined) {
            fill(error, wrong === undefined ? "Give at least one number." : `“${wrong}” is not a whole number from 0 to 1,000.`);
            field.focus();
            return;
        }
        const inputs = numbers.map(text => ({ n: Number(text) }));
        const answers = await Promise.all(POLICIES.map(([scheduling]) =>
            post("v1/simulations", { scheduling, inputs }).catch(problem => problem)));
        const good = answers.filter(answer => !(answer instanceof Error));
        if (!good.length) {
            fill(error, answers[0].errors?.map(one => `${one.pointer} ${one.detail}.`).join(" ") || answers[0].message);
            return;
        }
        const longest = Math.max(...good.map(answer => answer.rounds));
        fill(results, POLICIES.map(([key, title, words], i) => (answers[i] instanceof Error ? missing(title, answers[i]) : picture(key, title, words, answers[i], inputs, longest))));
    }
    run();
}

function missing(title, problem) {
    return problem.status === 422 ? [] : h("section", { class: "card" }, h("h2", {}, title), h("p", { class: "error" }, problem.message));
}

function picture(key, title, words, answer, inputs, longest) {
    const shown = Math.min(inputs.length, 24);
    const height = AXIS + shown * ROW + 8;
    const x = round => LABEL + (round / longest) * (WIDTH - LABEL - 46);
    const cell = (WIDTH - LABEL - 46) / longest;
    const y = index => AXIS + index * ROW;
    const ends = answer.completions;
    const order = ends.map(end => `${end.n}! after ${end.rounds}`).join(", ");
    const runs = merged(answer.trace, cell).filter(run => run.index < shown);
    return h("section", { class: "card what-if", "aria-labelledby": `policy-${key}`, "data-policy": key },
        h("div", { class: "head" }, h("h2", { id: `policy-${key}` }, title, h("span", { class: "hint" }, words))),
        h("p", { class: "ends" }, "Ends: ", ends.slice(0, 24).map((end, i) => [i ? ", " : "", h("span", { class: "nowrap" }, `${end.n}! `, h("b", {}, `after ${end.rounds}`))]), ends.length > 24 ? ", …" : "", "."),
        h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `${title}: picture` },
            h("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": `${title}: of ${answer.rounds} rounds, ${order}` },
                ticks(longest).map(round => h("g", {},
                    h("line", { x1: x(round), x2: x(round), y1: AXIS - 4, y2: height - 4, class: "tick" }),
                    h("text", { x: x(round), y: 12, class: "tick-text" }, String(round)))),
                inputs.slice(0, shown).map((input, i) => h("g", {},
                    h("rect", { x: LABEL, y: y(i) + 3, width: x(longest) - LABEL, height: ROW - 6, rx: 3, class: "lane" }),
                    h("text", { x: LABEL - 12, y: y(i) + ROW / 2 + 5, class: "lane-text" }, `${input.n}!`))),
                runs.map(run => h("rect", {
                    x: x(run.from - 1) + (cell > 5 ? 1 : 0), y: y(run.index) + 5, width: Math.max(0.7, (run.to - run.from + 1) * cell - (cell > 5 ? 2 : 0)), height: ROW - 10, rx: cell > 5 ? 3 : 0,
                    style: { fill: `var(${COLORS[run.index % COLORS.length]})` } }, h("title", {}, run.title))),
                ends.filter(end => end.index < shown).map(end => h("g", {},
                    h("path", { d: `M${x(end.rounds)} ${y(end.index) + 3}v${ROW - 6}`, class: "end" }),
                    h("text", { x: x(end.rounds) + 6, y: y(end.index) + ROW / 2 + 5, class: "end-text" }, String(end.rounds)))))),
        inputs.length > shown && h("p", { class: "hint" }, `The first ${shown} of ${inputs.length} are drawn.`),
        h("details", {}, h("summary", {}, "Every round"), table(answer.trace)));
}

/** Draws consecutive rounds of the same task as one bar if single rounds would be too narrow. */
function merged(trace, cell) {
    const runs = [];
    for (const turn of trace) {
        const last = runs.at(-1);
        const value = turn.value ?? turn.partialProduct;
        const text = `round ${turn.round}: ${turn.n}! ${turn.value === undefined ? "at" : "="} ${value.length > 40 ? `${value.slice(0, 40)}…` : value}`;
        if (cell <= 5 && last && last.index === turn.index && last.to === turn.round - 1) last.to = turn.round;
        else runs.push({ index: turn.index, from: turn.round, to: turn.round, title: text });
    }
    return runs;
}

function ticks(longest) {
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].find(one => longest / one <= 20) ?? 5000;
    return Array.from({ length: Math.floor(longest / step) + 1 }, (_one, i) => i * step);
}

function table(trace) {
    const rows = trace.slice(0, 200);
    return h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Every round, as a table" }, h("table", { class: "plain" },
        h("thead", {}, h("tr", {}, ["Round", "Task", "Partial product"].map(text => h("th", { scope: "col" }, text)))),
        h("tbody", {}, rows.map(turn => h("tr", {}, h("td", {}, String(turn.round)), h("td", {}, `${turn.n}!`),
            h("td", { class: "mono digits" }, turn.partialProduct ?? h("b", {}, turn.value)))))),
    trace.length > rows.length && h("p", { class: "hint" }, `The first ${rows.length} of ${trace.length} rounds.`));
}
