/* Makes the analysis desk quick by keyboard; everything also works with the mouse and without this file. */
(() => {
  "use strict";
  const form = () => document.getElementById("werk");
  const items = () => [...document.querySelectorAll("#werk [data-item]")];
  const current = () => document.querySelector("#werk [data-item].is-current");
  const boxes = () => [...document.querySelectorAll('#werk input[name="b"]')];
  const chosen = () => boxes().filter((box) => box.checked);
  let place = 0;
  let byKey = false;

  // Words that are selected inside the text of one contribution, with the place where they start.
  const selected = () => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const from = range.startContainer.parentElement && range.startContainer.parentElement.closest("[data-passage]");
    const to = range.endContainer.parentElement && range.endContainer.parentElement.closest("[data-passage]");
    if (!from || from !== to) return null;
    const before = document.createRange();
    before.selectNodeContents(from);
    before.setEnd(range.startContainer, range.startOffset);
    const owner = from.closest("[data-contribution]");
    return { words: range.toString(), start: [...before.toString()].length, of: owner.dataset.contribution };
  };
  const keep = (passage) => {
    const into = form().elements;
    into.passage.value = passage ? passage.words : "";
    into.passage_start.value = passage ? passage.start : "";
    into.passage_of.value = passage ? passage.of : "";
  };
  const chooseOnly = (pk) => boxes().forEach((box) => { box.checked = box.value === pk; });
  // What a key works on: the contribution with the selected words, what is ticked, or the one where you are.
  const prepare = () => {
    const passage = selected();
    keep(passage);
    if (passage) chooseOnly(passage.of);
    else if (!chosen().length && current()) chooseOnly(current().dataset.contribution);
  };

  const press = (key) => {
    const row = current();
    const own = row && !chosen().length && row.querySelector(`[data-key="${key}"]`);
    const button = own || [...document.querySelectorAll(`#bureau [data-key="${key}"]`)].find((each) => !each.closest("[data-item]"));
    if (!button) return;
    place = Math.max(items().indexOf(row), 0);
    if (!own && key !== "z") prepare();
    button.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !form()) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select")) return;
    byKey = event.key === "n";
    if (event.key === "x") {
      const box = current() && current().querySelector('input[name="b"]');
      if (box) box.checked = !box.checked;
    } else if (/^[1-9armz]$/.test(event.key)) {
      press(event.key);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="do"]');
    if (button && event.detail > 0 && form()) {
      place = Math.max(items().indexOf(button.closest("[data-item]") || current()), 0);
      const passage = selected();
      if (passage && !button.closest("[data-item]")) { keep(passage); chooseOnly(passage.of); }
    }
    const row = event.target.closest("#werk [data-item]");
    if (row) items().forEach((item) => item.classList.toggle("is-current", item === row));
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
  });
  // What is chosen goes along with a new theme; by key also the contribution where you are.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-with-chosen]")) return;
    event.target.querySelectorAll('input[name="b"]').forEach((old) => old.remove());
    const row = current();
    place = Math.max(items().indexOf(row), 0);
    const values = chosen().map((box) => box.value);
    if (!values.length && row && byKey) values.push(row.dataset.contribution);
    values.forEach((value) => {
      const field = document.createElement("input");
      field.type = "hidden"; field.name = "b"; field.value = value;
      event.target.append(field);
    });
  }, true);
  // After an act: stand where the next contribution now stands.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!document.getElementById("bureau") || !event.detail.elt.closest("#bureau")) return;
    const all = items();
    const next = all[Math.min(place, all.length - 1)];
    if (!next) return;
    next.classList.add("is-current");
    const box = next.querySelector("input");
    if (box) box.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  });
})();
