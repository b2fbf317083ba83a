// Builds what the browser gets: one stylesheet, htmx, the font and their licences. `--check` only compares.
// Components of NL Design System are taken in under our own class names, without what we do not use (docs/adr/0003).
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transform } from "lightningcss";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../src/rodedraad/base/ui/static/ui");
const modules = join(here, "node_modules");
const read = (...parts) => readFileSync(join(...parts), "utf8").replaceAll("\r\n", "\n");

// The order is the cascade: tokens, then NL Design System, then our own.
const OWN = ["base", "page", "forms", "lists", "thread", "parts", "meetings", "booklet", "survey", "talk", "media"];
const TAKEN = {
  "@nl-design-system-candidate/button-css/dist/button.css": {
    "nl-button": "rd-button", "nl-button--primary": "rd-button--primary",
    "nl-button--secondary": "rd-button--secondary", "nl-button--subtle": "rd-button--quiet",
  },
  "@utrecht/alert-css/dist/index.css": {
    "utrecht-alert": "rd-alert", "utrecht-alert--info": "rd-alert--info", "utrecht-alert--ok": "rd-alert--ok",
    "utrecht-alert--warning": "rd-alert--warning", "utrecht-alert--error": "rd-alert--error",
  },
  "@utrecht/data-badge-css/dist/index.css": { "utrecht-data-badge": "rd-badge" },
  "@utrecht/skip-link-css/dist/index.css": {
    "utrecht-skip-link": "rd-skip", "utrecht-skip-link--visible-on-focus": "rd-skip--on-focus",
  },
  "@utrecht/form-label-css/dist/index.css": { "utrecht-form-label": "rd-field__label" },
  "@utrecht/form-field-description-css/dist/index.css": { "utrecht-form-field-description": "rd-field__help" },
  "@utrecht/form-field-error-message-css/dist/index.css": { "utrecht-form-field-error-message": "rd-field__error" },
  "@utrecht/mark-css/dist/index.css": { "utrecht-mark": "rd-mark" },
};
// Our focus ring is one for the whole site; ::after of the button is a target size that our minimum height gives.
const LEFT_OUT = new Set(["focus", "focus-visible", "focus-within"]);

function classesIn(selector) {
  return selector.flatMap((part) => {
    if (part.type === "class") return [part.name];
    return (part.selectors ?? []).flatMap(classesIn);
  });
}

function isWanted(selector, names) {
  const classes = classesIn(selector);
  const kinds = selector.map((part) => part.kind);
  return classes.length > 0 && classes.every((name) => name in names) && !kinds.some((kind) => LEFT_OUT.has(kind))
    && !selector.some((part) => part.type === "pseudo-element" || kinds.includes("not") || kinds.includes("has"));
}

function renamed(selector, names) {
  return selector.map((part) => {
    if (part.type === "class") return { ...part, name: names[part.name] };
    return part.selectors ? { ...part, selectors: part.selectors.map((inner) => renamed(inner, names)) } : part;
  });
}

const tokens = read(here, "src/tokens.css");
const given = new Set([...tokens.matchAll(/(--[\w-]+)\s*:/g)].map((match) => match[1]));

function taken(path, names) {
  const { code } = transform({
    filename: path, code: Buffer.from(read(modules, path)),
    visitor: {
      Rule: {
        style(rule) {
          return rule.value.selectors.some((selector) => isWanted(selector, names)) ? undefined : [];
        },
        media: () => [], // forced colours and print are dealt with once, in media.css
      },
      Selector: (selector) => (isWanted(selector, names) ? renamed(selector, names) : []),
    },
  });
  // A declaration whose token nobody gives would unset the property.
  const lines = code.toString().split("\n").filter((line) => {
    const needed = [...line.matchAll(/var\((--(?!_)[\w-]+)\)/g)].map((match) => match[1]);
    return needed.every((name) => given.has(name));
  });
  return lines.join("\n");
}

function stylesheet() {
  const parts = [tokens, ...Object.entries(TAKEN).map(([path, names]) => taken(path, names)),
    ...OWN.map((name) => read(here, `src/${name}.css`))];
  const { code } = transform({
    filename: "rodedraad.css", code: Buffer.from(parts.join("\n")), minify: true,
    targets: { chrome: 100 << 16, firefox: 100 << 16, safari: (15 << 16) | (4 << 8) },
  });
  return Buffer.concat([Buffer.from("/* Rode Draad, EUPL-1.2; parts of NL Design System, see LICENCES.txt */\n"), code]);
}

function licences() {
  const packages = ["htmx.org", "leaflet", "@fontsource-variable/source-sans-3",
    ...Object.keys(TAKEN).map((path) => path.split("/").slice(0, 2).join("/"))];
  const said = new Map();
  for (const name of packages) {
    const { version, license } = JSON.parse(read(modules, name, "package.json"));
    const file = ["LICENSE.md", "LICENSE"].find((option) => {
      try { return read(modules, name, option); } catch { return false; }
    });
    const text = file ? read(modules, name, file).trim() : `See the licence text of ${license}.`;
    said.set(text, [...(said.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...said].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(100)}\n\n`);
}

// Of the map we use neither pictures of markers nor the switch of layers.
function mapStylesheet() {
  return Buffer.from(read(modules, "leaflet/dist/leaflet.css").replace(/^.*url\(.*\n/gm, ""));
}

const made = {
  "leaflet.js": Buffer.from(read(modules, "leaflet/dist/leaflet.js").replace(/\n\/\/# sourceMappingURL=.*/, "")),
  "leaflet.css": mapStylesheet(),
  "rodedraad.css": stylesheet(),
  "htmx.min.js": readFileSync(join(modules, "htmx.org/dist/htmx.min.js")),
  "source-sans-3.woff2": readFileSync(
    join(modules, "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2")),
  "LICENCES.txt": Buffer.from(licences()),
};

let differs = false;
for (const [name, content] of Object.entries(made)) {
  const path = join(target, name);
  if (process.argv.includes("--check")) {
    let present = Buffer.alloc(0);
    try { present = readFileSync(path); } catch { /* it is not there: it differs */ }
    if (!present.equals(content)) { differs = true; console.error(`${name} is not what the sources give`); }
  } else {
    writeFileSync(path, content);
    console.log(`${name}: ${content.length} bytes, ${gzipSync(content).length} gzipped`);
  }
}
process.exitCode = differs ? 1 : 0;
