// Starts the page: selects the view and shows the state of the connection.

import { signIn, signOut, whoAmI } from "./api.js";
import { fill, h, setText, toast } from "./dom.js";
import { start } from "./live.js";
import * as overview from "./views/overview.js";
import * as interleaving from "./views/interleaving.js";
import * as whatIf from "./views/what-if.js";
import * as jobs from "./views/jobs.js";
import * as job from "./views/job.js";
import * as schedules from "./views/schedules.js";
import * as submit from "./views/submit.js";
import * as loop from "./views/event-loop.js";

const routes = [
    [/^\/$/, "overview", overview],
    [/^\/interleaving$/, "interleaving", interleaving],
    [/^\/what-if$/, "what-if", whatIf],
    [/^\/jobs$/, "jobs", jobs],
    [/^\/jobs\/([0-9a-fA-F-]{36})$/, "jobs", job],
    [/^\/schedules$/, "schedules", schedules],
    [/^\/submit$/, "submit", submit],
    [/^\/event-loop$/, "event-loop", loop],
];

const main = document.getElementById("main");
let leave = () => {};
let first = true;

function show() {
    const [path, query = ""] = (location.hash.replace(/^#/, "") || "/").split("?");
    const route = routes.find(([pattern]) => pattern.test(path));
    if (!route) {
        location.hash = "#/";
        return;
    }
    leave();
    const [pattern, name, view] = route;
    for (const link of document.querySelectorAll("nav [data-view]")) {
        if (link.dataset.view === name) {
            link.setAttribute("aria-current", "page");
            link.scrollIntoView({ inline: "center", block: "nearest" });
        } else link.removeAttribute("aria-current");
    }
    const root = h("div", { class: `view ${name}` });
    fill(main, root);
    const [, ...parts] = pattern.exec(path);
    const stop = view.show(root, parts, new URLSearchParams(query));
    leave = stop ?? (() => {});
    document.title = `${view.name} – Interleave`;
    if (!first) {
        main.focus({ preventScroll: true });
        scrollTo(0, 0);
    }
    first = false;
}

const WORDS = { live: "live", paused: "paused", reconnecting: "reconnecting", connecting: "connecting", ended: "offline" };

function status(value) {
    document.getElementById("live").dataset.status = value;
    setText(document.getElementById("live-text"), WORDS[value]);
}

document.addEventListener("key-needed", () => {
    if (document.getElementById("key")) return;
    const field = h("input", { id: "key", type: "password", autocomplete: "off", required: true });
    main.prepend(h("form", { class: "notice key", onsubmit: event => {
        event.preventDefault();
        signIn(field.value.trim()).then(
            () => location.reload(),
            problem => {
                field.setAttribute("aria-invalid", "true");
                field.focus();
                toast(problem.message, "error");
            },
        );
    } }, h("label", { for: "key" }, "This service requires an API key "), field, h("button", { class: "button primary" }, "Sign in")));
});
document.querySelector(".skip").addEventListener("click", event => {
    event.preventDefault();
    main.focus();
});
addEventListener("hashchange", show);
addEventListener("unhandledrejection", event => {
    if (event.reason?.title) {
        event.preventDefault();
        toast(event.reason.message, "error");
    }
});
whoAmI().then(me => {
    if (!me.name) return;
    document.getElementById("me").append(
        h("button", { class: "button small", id: "sign-out", type: "button", onclick: () => signOut().finally(() => location.reload()) },
            `Sign out ${me.name}`));
}, () => {}); // without a key, the form asks for one
start(status);
show();
