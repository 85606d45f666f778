// Creates elements. Text is never parsed as markup.

const SVG = new Set(["svg", "g", "rect", "line", "text", "path", "circle", "title"]);

export function h(tag, properties, ...children) {
    const element = SVG.has(tag)
        ? document.createElementNS("http://www.w3.org/2000/svg", tag)
        : document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
        else if (name === "value" || name === "checked" || name === "disabled" || name === "indeterminate") element[name] = value;
        else element.setAttribute(name, value === true ? "" : value);
    }
    append(element, children);
    return element;
}

function append(element, children) {
    for (const child of children.flat(Infinity)) {
        if (child !== null && child !== undefined && child !== false) element.append(child);
    }
}

export function fill(element, ...children) {
    element.replaceChildren();
    append(element, children);
    return element;
}

export function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

let toastTimer;
export function toast(text, kind = "info") {
    const box = document.getElementById("toasts");
    fill(box, h("p", { class: `toast ${kind}` }, text));
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => fill(box), kind === "error" ? 9000 : 4000);
}

/** Asks for confirmation of an action that cannot be undone. */
export function confirmed(title, text, yes) {
    const dialog = document.getElementById("confirm");
    setText(document.getElementById("confirm-title"), title);
    setText(document.getElementById("confirm-text"), text);
    setText(document.getElementById("confirm-yes"), yes);
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

export function copyButton(text, label = "Copy") {
    const button = h("button", { class: "button small", type: "button", onclick: async () => {
        try {
            await navigator.clipboard.writeText(text());
            setText(button, "Copied");
        } catch {
            setText(button, "Select and copy by hand");
        }
        setTimeout(() => setText(button, label), 1500);
    } }, label);
    return button;
}
