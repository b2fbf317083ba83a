// The harvest card: Enter in a new line goes to the next one, and makes one when there is none. Without this script
// each press of the button puts three lines on the card.
(() => {
  const list = document.getElementById("nieuwe-regels");
  if (!list) return;
  list.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !field.matches("[data-new-line]")) return;
    event.preventDefault();
    const lines = [...list.querySelectorAll("[data-line]")];
    const here = lines.indexOf(field.closest("[data-line]"));
    if (here + 1 < lines.length) {
      lines[here + 1].querySelector("[data-new-line]").focus();
      return;
    }
    const made = lines[here].cloneNode(true);
    const input = made.querySelector("[data-new-line]");
    const label = made.querySelector("label");
    input.value = "";
    input.id = `nieuw-${lines.length + 1}`;
    label.htmlFor = input.id;
    label.textContent = label.textContent.replace(/\d+/, String(lines.length + 1));
    made.querySelector("[name=new-name]").value = "";
    list.append(made);
    input.focus();
  });
})();
