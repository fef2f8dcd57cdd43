// A register's list: choose all rows of the page, tell how many are chosen; print.
for (const form of document.querySelectorAll("[data-register]")) {
  const all = form.querySelector("[data-ticks-all]");
  const rows = () => [...form.querySelectorAll('input[name="pk"]')];
  const told = form.querySelector("[data-chosen]");
  const tell = () => {
    const chosen = rows().filter((row) => row.checked).length;
    if (told) told.textContent = chosen ? `${form.dataset.textChosen} ${chosen}` : "";
    if (all) {
      all.checked = chosen > 0 && chosen === rows().length;
      all.indeterminate = chosen > 0 && chosen < rows().length;
    }
  };
  all?.addEventListener("change", () => {
    for (const row of rows()) row.checked = all.checked;
    tell();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "pk") tell();
  });
  tell();
}

for (const button of document.querySelectorAll("[data-prints]")) {
  button.addEventListener("click", () => window.print());
}
