/* Makes pages quicker and safer to use; every page works without it. */
(() => {
  "use strict";
  const body = document.body;
  body.addEventListener("htmx:configRequest", (event) => {
    const token = body.dataset.csrf;
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  });
  // An error answer of htmx is shown as a whole page, so that nothing fails silently.
  body.addEventListener("htmx:responseError", (event) => {
    const url = event.detail.xhr.responseURL || location.href;
    location.assign(event.detail.requestConfig.verb === "get" ? url : location.href);
  });

  let isDirty = false;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-guard")) isDirty = true;
    const counter = event.target.id && document.querySelector(`[data-counter-for="${CSS.escape(event.target.id)}"]`);
    if (counter) {
      const most = Number(counter.dataset.counterMax);
      counter.textContent = `${event.target.value.length} / ${most}`;
      counter.classList.toggle("rd-field__counter--over", event.target.value.length > most);
    }
  });
  // A filter that asks for it is sent as soon as something is chosen; typing waits for Enter.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-auto-submit") && event.target.matches("select, [type=checkbox], [type=radio]")) {
      form.requestSubmit();
    }
  });
  document.addEventListener("submit", () => { isDirty = false; });
  window.addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // "Use my place" fills in the coordinates; the browser asks for leave after the press, never before.
  document.querySelectorAll("[data-own-place]").forEach((part) => {
    const fields = [part.dataset.latitude, part.dataset.longitude].map((id) => document.getElementById(id));
    if (!window.isSecureContext || !navigator.geolocation || !fields.every(Boolean)) return;
    const button = part.querySelector("button");
    const said = part.querySelector("[data-own-place-said]");
    const end = (text) => { said.textContent = text; button.removeAttribute("aria-disabled"); };
    const found = ({ coords }) => {
      const folded = fields[0].closest("details");
      if (folded) folded.open = true;
      // Four decimals are some ten metres: enough for a spot, and no more than that is kept.
      [coords.latitude, coords.longitude].forEach((number, place) => {
        fields[place].value = number.toFixed(4);
        fields[place].dispatchEvent(new Event("input", { bubbles: true }));
      });
      end(part.dataset.found);
    };
    const failed = (error) => end(error.code === 1 ? part.dataset.refused : part.dataset.lost);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      said.textContent = part.dataset.busy;
      navigator.geolocation.getCurrentPosition(found, failed, { timeout: 15000, maximumAge: 60000 });
    });
    part.hidden = false;
  });

  // Keys: data-key on a link or button presses it; data-item rows are walked with j and k.
  const items = () => [...document.querySelectorAll("[data-item]")];
  const walk = (step) => {
    const all = items();
    if (!all.length) return;
    const at = all.findIndex((item) => item.classList.contains("is-current"));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    all.forEach((item) => item.classList.toggle("is-current", item === next));
    const target = next.matches("a, button, input, [tabindex]") ? next : next.querySelector("a, button, input, [tabindex]");
    (target || next).focus();
    next.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select")) return;
    if (!document.querySelector("[data-keys]")) return;
    if (event.key === "j") { walk(1); event.preventDefault(); return; }
    if (event.key === "k") { walk(-1); event.preventDefault(); return; }
    const current = document.querySelector("[data-item].is-current");
    const wanted = `[data-key="${CSS.escape(event.key)}"]`;
    const target = (current && current.querySelector(wanted)) || document.querySelector(wanted);
    if (target) { target.click(); target.focus(); event.preventDefault(); }
  });
})();
