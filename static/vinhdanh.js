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

/* <form data-live-check="id …">: shortly after something was typed, ask what the law says of it, without saving;
   the named places of the page are shown as the answer has them. */
for (const form of document.querySelectorAll("form[data-live-check]")) {
  const places = form.dataset.liveCheck.split(" ").map((id) => document.getElementById(id));
  let timer = 0;
  let last = 0;
  const ask = async () => {
    const mine = ++last;
    const typed = new FormData(form);
    typed.set("check", "live");
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || mine !== last || page.querySelector(".govuk-error-summary")) return;
      for (const place of places) place.replaceChildren(...(page.getElementById(place.id)?.childNodes ?? []));
    } catch { /* Left the page, or no network: what was shown stays. */ }
  };
  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 500);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); last += 1; });
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

/* <section id="x" data-follow="x">: background work goes on here; look again until the section no longer asks for it. */
const followed = document.querySelector("[data-follow]");
if (followed) {
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const place = document.getElementById(followed.dataset.follow);
    const fresh = page.getElementById(followed.dataset.follow);
    if (!place || !fresh || place.contains(document.activeElement)) return;
    place.replaceChildren(...fresh.childNodes);
    if (!fresh.dataset.follow) clearInterval(timer);
  };
  const timer = setInterval(look, 2000);
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
