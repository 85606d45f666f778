// Formats numbers and times. Integers are grouped, not rounded.

export function whole(value) {
    if (value === null || value === undefined) return "–";
    const text = typeof value === "number" && !Number.isInteger(value) ? String(Math.round(value)) : String(value);
    return text.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

export function short(value) {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    if (value >= 1e9) return `${trim(value / 1e9)} G`;
    if (value >= 1e6) return `${trim(value / 1e6)} M`;
    if (value >= 1e4) return `${trim(value / 1e3)} k`;
    return value >= 100 || Number.isInteger(value) ? whole(Math.round(value)) : trim(value);
}

function trim(value) {
    return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 2);
}

export function millis(value) {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    if (value === 0) return "0";
    if (value < 0.001) return `${(value * 1e6).toFixed(0)} ns`;
    if (value < 1) return `${trim(value * 1000)} µs`;
    if (value < 1000) return `${trim(value)} ms`;
    return duration(value);
}

export function duration(milliseconds) {
    const seconds = milliseconds / 1000;
    if (milliseconds < 0) return "0 ms";
    if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
    if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export const percent = fraction => `${(fraction * 100).toFixed(fraction > 0 && fraction < 0.0995 ? 1 : 0)} %`;

export function time(text) {
    if (!text) return "–";
    const date = new Date(text);
    const today = date.toDateString() === new Date().toDateString();
    const clock = date.toLocaleTimeString("en-GB");
    return today ? clock : `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${clock}`;
}

export const shortId = id => `…${id.slice(-8)}`;

export function title(job) {
    const entries = Object.entries(job.input ?? {});
    if (job.computation === "fibonacci") return `F(${whole(job.input.n)})`;
    if (job.computation === "binomial") return `${whole(job.input.n)} choose ${whole(job.input.k)}`;
    if (job.computation === "factorial" && entries.length === 1) return `${whole(entries[0][1])}!`;
    const input = entries.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ");
    return input === "" ? job.computation : `${job.computation}(${input.length > 60 ? `${input.slice(0, 60)}…` : input})`;
}

export const isFinal = state => state === "succeeded" || state === "failed" || state === "cancelled";
