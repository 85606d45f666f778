// Line charts over time, drawn by uPlot, with a text alternative.

import { h, fill, setText } from "./dom.js";
import { time } from "./format.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const color = text => (text.startsWith("--") ? css(text) : text);

/**
 * @param title of the chart
 * @param series [{ name, color: "--name", dash }]
 * @param format of values
 * @param log whether the scale is logarithmic
 */
export function timeChart({ title, series, format, log = false, height = 190, note = "" }) {
    const place = h("div", { class: "plot", "aria-hidden": "true" });
    const values = series.map(() => h("b", {}, "–"));
    const caption = h("figcaption", {},
        h("span", { class: "chart-title" }, title),
        h("ul", { class: "legend" }, series.map((line, i) => h("li", {},
            h("span", { class: "swatch", style: { background: `var(${line.color})` } }), line.name, " ", values[i]))));
    const element = h("figure", { class: "chart" }, caption, place, note && h("p", { class: "hint" }, note));
    let data = [[], ...series.map(() => [])];
    let plot = null;

    function options() {
        const decade = value => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-6;
        const grid = { stroke: css("--grid"), width: 1, ...(log ? { filter: (_u, ticks) => ticks.map(tick => (decade(tick) ? tick : null)) } : {}) };
        const axis = { stroke: css("--muted"), font: "12px system-ui, sans-serif", grid, ticks: { show: false } };
        return {
            width: Math.max(200, place.clientWidth),
            height,
            legend: { show: false },
            cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
            scales: {
                x: { time: true },
                y: log
                    ? { distr: 3, range: (_u, low, high) => [10 ** Math.floor(Math.log10(low || 0.001)), 10 ** Math.ceil(Math.log10((high || 1) * 1.01))] }
                    : { range: (_u, _low, high) => [0, high > 0 ? high * 1.1 : 1] },
            },
            axes: [
                { ...axis, grid: { stroke: css("--grid"), width: 1 }, size: 26, space: 80, values: (_u, ticks) => ticks.map(tick => new Date(tick * 1000).toLocaleTimeString("en-GB", ticks.length > 1 && ticks[1] - ticks[0] < 60 ? {} : { hour: "2-digit", minute: "2-digit" })) },
                { ...axis, size: 66, space: 34, values: (_u, ticks) => ticks.map(tick => (tick === null ? "" : format(tick))) },
            ],
            series: [{}, ...series.map(line => ({
                stroke: color(line.color), width: 1.75, dash: line.dash, points: { show: false }, spanGaps: false,
                fill: line.fill ? `${color(line.color)}22` : undefined,
            }))],
            hooks: { setCursor: [u => tell(u.cursor.idx)] },
        };
    }

    function tell(index) {
        const at = index ?? data[0].length - 1;
        series.forEach((_line, i) => setText(values[i], data[i + 1][at] === undefined || data[i + 1][at] === null ? "–" : format(data[i + 1][at])));
        element.title = data[0][at] ? time(data[0][at] * 1000) : "";
    }

    function draw() {
        plot?.destroy();
        fill(place);
        if (place.isConnected && place.clientWidth > 0) plot = new uPlot(options(), data, place);
    }

    const watcher = new ResizeObserver(() => {
        if (plot) plot.setSize({ width: Math.max(200, place.clientWidth), height });
        else draw();
    });
    watcher.observe(place);
    dark.addEventListener("change", draw);
    return {
        element,
        /** @param rows [times in seconds, values of the first series, …]; null for no value */
        set(rows) {
            data = log ? [rows[0], ...rows.slice(1).map(row => row.map(value => (value > 0 ? value : null)))] : rows;
            plot?.setData(data);
            if (!plot?.cursor.idx) tell(null);
        },
        stop() {
            watcher.disconnect();
            dark.removeEventListener("change", draw);
            plot?.destroy();
        },
    };
}

/** A line without axes, shown beside its current value. */
export function sparkline() {
    const canvas = h("canvas", { class: "spark", "aria-hidden": "true" });
    return {
        element: canvas,
        set(values) {
            const width = canvas.clientWidth, height = canvas.clientHeight, scale = devicePixelRatio || 1;
            if (!width) return;
            canvas.width = width * scale;
            canvas.height = height * scale;
            const context = canvas.getContext("2d");
            context.scale(scale, scale);
            const top = Math.max(...values, 1e-9);
            const x = i => (i / Math.max(1, values.length - 1)) * width;
            const y = value => height - 2 - (value / top) * (height - 5);
            context.beginPath();
            values.forEach((value, i) => (i ? context.lineTo(x(i), y(value)) : context.moveTo(x(i), y(value))));
            context.strokeStyle = css("--accent");
            context.lineWidth = 1.5;
            context.stroke();
            context.lineTo(width, height);
            context.lineTo(0, height);
            context.fillStyle = `${css("--accent")}1f`;
            context.fill();
        },
    };
}
