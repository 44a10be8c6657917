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

/* <div data-refresh="address" data-every="seconds">: this part of the page is asked for again while somebody looks at
   it. It is left alone while the keyboard stands in it, and a button pauses it; without a script there are links. */
for (const part of document.querySelectorAll("[data-refresh]")) {
  const controls = document.querySelector("[data-refresh-controls]");
  const state = controls.querySelector("[data-refresh-state]");
  const pause = controls.querySelector("[data-refresh-pause]");
  let tag = "", isPaused = false, isAsking = false;
  const say = (words) => { state.textContent = words; };
  const ask = async () => {
    if (isPaused || isAsking || document.hidden || part.contains(document.activeElement)) return;
    isAsking = true;
    try {
      const answer = await fetch(part.dataset.refresh, { headers: { "If-None-Match": tag }, redirect: "error" });
      if (answer.status === 200) {
        const fresh = await answer.text();
        if (!part.contains(document.activeElement)) {
          part.innerHTML = fresh;
          tag = answer.headers.get("ETag");
        }
      } else if (answer.status !== 304) throw new Error(String(answer.status));
      say(`Tự cập nhật, lần gần nhất lúc ${new Date().toLocaleTimeString("vi-VN")}.`);
    } catch {
      say("Chưa cập nhật được; đang thử lại. Nếu kéo dài, hãy tải lại trang.");
    } finally { isAsking = false; }
  };
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.textContent = isPaused ? "Tự cập nhật tiếp" : "Tạm dừng tự cập nhật";
    say(isPaused ? "Đã tạm dừng tự cập nhật." : "");
    ask();
  });
  for (const other of document.querySelectorAll("[data-without-script]")) other.hidden = true;
  controls.hidden = false;
  say("Trang tự cập nhật.");
  setInterval(ask, 1000 * Number(part.dataset.every));
}
