/* Comfort on top of pages that are complete without it: everything here may fail and nothing is lost. */
"use strict";

/* A table's "chọn tất cả": the checkbox appears only here, since it does nothing without a script. */
for (const place of document.querySelectorAll("[data-select-all]")) {
  const boxes = [...place.closest("table").querySelectorAll("tbody .vd-cell--select input[type=checkbox]")];
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", place.dataset.selectAll);
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", show));
  show();
  place.replaceChildren(all);
}

/* <form data-guard-unsaved>: ask before the page is left with something typed and not sent. */
for (const form of document.querySelectorAll("form[data-guard-unsaved]")) {
  let isChanged = form.querySelector(".govuk-error-message") !== null;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
}

/* On a phone the navigation is a strip to push sideways: begin where the reader is. */
document.querySelector(".vd-nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

/* A second press of a button within two seconds is a slip of the finger, not a second wish. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (Date.now() - Number(form.dataset.sentAt || 0) < 2000) event.preventDefault();
  else form.dataset.sentAt = String(Date.now());
});

/* <button type="button" data-print hidden>: print the page. */
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* <form data-keep="name">: what is chosen stays in this tab until it is sent, so that a reload or a look at a report
   loses nothing. Never on the server, gone with the tab. data-forget="name" on the page that follows clears it. */
const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name)) || {}; } catch { return {}; } };
for (const form of document.querySelectorAll("form[data-keep]")) {
  for (const [field, value] of Object.entries(kept(form.dataset.keep))) {
    const choices = [...form.querySelectorAll(`input[type=radio][name="${CSS.escape(field)}"]`)];
    if (choices.some((each) => each.checked)) continue;
    const choice = choices.find((each) => each.value === value);
    if (choice) choice.checked = true;
  }
  form.addEventListener("change", (event) => {
    if (event.target.type !== "radio") return;
    const now = { ...kept(form.dataset.keep), [event.target.name]: event.target.value };
    try { sessionStorage.setItem(form.dataset.keep, JSON.stringify(now)); } catch { /* a full or forbidden store */ }
  });
}
for (const done of document.querySelectorAll("[data-forget]")) {
  try { sessionStorage.removeItem(done.dataset.forget); } catch { /* nothing was kept */ }
}
