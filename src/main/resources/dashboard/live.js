// The stream of telemetry that all views share.

import { listen } from "./api.js";

const KEPT_SLICES = 300;
const KEPT_FIGURES = 300;

const listeners = new Set();
export const slices = [];
export const figures = [];
export let receivedAt = 0;
let instance = null;

export const latest = () => figures.at(-1) ?? null;

export function onLive(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

function keep(list, item, limit) {
    list.push(item);
    if (list.length > limit) list.splice(0, list.length - limit);
}

export function start(onStatus) {
    listen("v1/event-loop/events", (name, data) => {
        if (instance !== data.instance) {
            instance = data.instance;
            slices.length = 0;
        }
        if (name === "figures") keep(figures, data, KEPT_FIGURES);
        if (name === "turns") {
            for (const slice of data.slices) {
                if (!slices.length || slice.number > slices.at(-1).number) {
                    keep(slices, { ...slice, at: Date.parse(slice.end) }, KEPT_SLICES);
                }
            }
            receivedAt = performance.now();
        }
        for (const listener of listeners) listener(name, data);
    }, onStatus);
}
