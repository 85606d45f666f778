// The client of the public HTTP API.

const ROOT = new URL("../", document.baseURI);

/** Secrets of callbacks created on this page, by job. The service shows each secret once. */
export const secrets = new Map();

/** The caller that this browser is authenticated as; without a name if the service requires no key. */
let caller = { name: "", owner: "", role: "" };
export const me = () => caller;
export const url = path => new URL(path.replace(/^\//, ""), ROOT).href;
export const origin = () => ROOT.href.replace(/\/$/, "");

/** A problem that the service answered with. */
export class Problem extends Error {
    constructor(status, body) {
        super(body.detail ?? body.title ?? `The service answered ${status}.`);
        this.status = status;
        this.title = body.title ?? `Error ${status}`;
        this.type = body.type ?? "";
        this.errors = body.errors ?? [];
    }
}

/** Keeps integers as text if a double cannot hold them. */
function keepDigits(_key, value, context) {
    return typeof value === "number" && !Number.isSafeInteger(value) && context && /^-?\d+$/.test(context.source)
        ? context.source
        : value;
}

export async function request(method, path, { body, headers = {}, signal } = {}) {
    let response;
    try {
        response = await fetch(url(path), {
            method,
            signal,
            body,
            cache: "no-store",
            headers: {
                ...(method === "GET" ? {} : { "X-Requested-With": "dashboard" }),
                ...(body === undefined ? {} : { "Content-Type": "application/json" }),
                ...headers,
            },
        });
    } catch (failure) {
        if (failure.name === "AbortError") throw failure;
        throw new Problem(0, { title: "No connection", detail: "The service does not answer. Check that it is running." });
    }
    if (!response.ok) throw await problem(response);
    return response;
}

async function problem(response) {
    const text = await response.text().catch(() => "");
    if (response.status === 401) document.dispatchEvent(new CustomEvent("key-needed"));
    try {
        return new Problem(response.status, JSON.parse(text));
    } catch {
        return new Problem(response.status, {});
    }
}

export async function get(path, options) {
    return JSON.parse(await (await request("GET", path, options)).text(), keepDigits);
}

export async function post(path, body, options = {}) {
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    return JSON.parse(await (await request("POST", path, { ...options, body: text })).text(), keepDigits);
}

export async function patch(path, body) {
    return JSON.parse(await (await request("PATCH", path, { body: JSON.stringify(body) })).text(), keepDigits);
}

/** Opens a session with an API key. The session is in a cookie that scripts cannot read. */
export const signIn = async key => (caller = await post("v1/session", { apiKey: key }));
export const signOut = () => remove("v1/session");
export const whoAmI = async () => (caller = await get("v1/session"));

export const remove = path => request("DELETE", path);

/**
 * Reads server-sent events while the page is visible, and resumes after the last event.
 * Uses fetch, because EventSource does not report the cause of an error.
 */
export function listen(path, onEvent, onStatus = () => {}) {
    let controller = null;
    let lastId = null;
    let stopped = false;
    let failures = 0;
    let timer;

    const pause = () => {
        clearTimeout(timer);
        controller?.abort();
        controller = null;
    };
    const seen = () => {
        if (stopped) return;
        if (document.hidden) {
            pause();
            onStatus("paused");
        } else if (!controller) {
            run();
        }
    };
    const again = seconds => {
        if (stopped || document.hidden) return;
        onStatus("reconnecting");
        timer = setTimeout(run, seconds * 1000);
    };

    async function run() {
        clearTimeout(timer);
        const mine = (controller = new AbortController());
        try {
            const response = await request("GET", path, {
                signal: mine.signal,
                headers: { Accept: "text/event-stream", ...(lastId ? { "Last-Event-ID": lastId } : {}) },
            });
            if (response.status === 204) return stop();
            failures = 0;
            onStatus("live");
            await read(response.body.getReader());
            if (mine === controller && !stopped) {
                controller = null;
                again(1);
            }
        } catch (failure) {
            if (mine !== controller || stopped || failure.name === "AbortError") return;
            controller = null;
            if (failure.status === 404 || failure.status === 401) return onStatus("ended");
            again(failure.status === 503 ? 10 : Math.min(10, 2 ** failures++));
        }
    }

    async function read(reader) {
        const decoder = new TextDecoder();
        let rest = "";
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
            rest = blocks.pop();
            for (const block of blocks) tell(block);
        }
    }

    function tell(block) {
        const fields = {};
        for (const line of block.split("\n")) {
            const colon = line.indexOf(": ");
            if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
        }
        if (!fields.data || stopped) return;
        lastId = fields.id ?? lastId;
        onEvent(fields.event, JSON.parse(fields.data, keepDigits));
    }

    function stop() {
        stopped = true;
        pause();
        document.removeEventListener("visibilitychange", seen);
    }

    document.addEventListener("visibilitychange", seen);
    seen();
    return stop;
}

/** Calls a function periodically while the page is visible. Returns a function that stops it. */
export function every(milliseconds, action) {
    let timer;
    let stopped = false;
    const run = async () => {
        clearTimeout(timer);
        if (stopped || document.hidden) return;
        try {
            await action();
        } finally {
            if (!stopped) timer = setTimeout(run, milliseconds);
        }
    };
    document.addEventListener("visibilitychange", run);
    run();
    return () => {
        stopped = true;
        clearTimeout(timer);
        document.removeEventListener("visibilitychange", run);
    };
}

/** Saves a response as a file; the browser downloads it if possible, so that the page does not hold it. */
export async function save(path, name, accept) {
    const link = document.createElement("a");
    link.download = name;
    if (!accept) {
        link.href = url(path);
        link.click();
        return;
    }
    const blob = await (await request("GET", path, { headers: { Accept: accept } })).blob();
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
