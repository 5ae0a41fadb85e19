"use strict";
// Sorts and filters tables, opens everything for print, and tells assistive tools the language: nothing else.
const root = document.documentElement;
for (const choice of document.querySelectorAll("input.lang")) {
  const tell = () => { if (choice.checked) root.lang = choice.id.slice("lang-".length); };
  choice.addEventListener("change", tell);
  tell();
}
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
});
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const lang = table.closest("[lang]").lang;
  const collator = new Intl.Collator(lang, { numeric: true });
  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const at = head.cellIndex;
      const sign = down ? -1 : 1;
      rows.sort((one, two) => sign * collator.compare(one.cells[at].textContent, two.cells[at].textContent));
      body.append(...rows);
    });
  }
  const label = document.createElement("label");
  const input = document.createElement("input");
  label.className = "filter";
  input.type = "search";
  label.append(`${table.dataset.filter} `, input);
  table.parentElement.before(label);
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => texts.get(row).includes(word));
  });
}
