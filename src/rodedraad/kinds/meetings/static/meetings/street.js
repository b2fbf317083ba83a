/* Street talks: keeps each talk on the phone until the site has it. Without this script the form posts as any form. */
(() => {
  const root = document.querySelector("[data-street]");
  const form = root && root.querySelector("form");
  if (!form || !("indexedDB" in window) || !("crypto" in window)) return;
  const { send, fresh, worker, page, meeting } = root.dataset;
  const TRY_AGAIN = 20000;
  let sending = false;
  let again = false;
  let troubled = false;
  let drawing = Promise.resolve();

  // One store for talks that are not sent, one for how many were; both per meeting.
  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open("straatgesprekken", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("talks", { keyPath: "key" }).createIndex("meeting", "meeting");
      asked.result.createObjectStore("counts", { keyPath: "meeting" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const done = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  const value = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const talks = async () => {
    const found = await value((await opened).transaction("talks").objectStore("talks").index("meeting").getAll(meeting));
    return found.sort((a, b) => (a.at < b.at ? -1 : 1));
  };
  const keep = async (talk) => {
    const transaction = (await opened).transaction("talks", "readwrite", { durability: "strict" });
    transaction.objectStore("talks").put(talk);
    await done(transaction);
  };
  const drop = async (key) => {
    const transaction = (await opened).transaction("talks", "readwrite");
    transaction.objectStore("talks").delete(key);
    await done(transaction);
  };
  const count = async (kind) => {
    const found = await value((await opened).transaction("counts").objectStore("counts").get(meeting));
    return (found && found[kind]) || 0;
  };
  // Gone from the waiting list and counted as sent, together or not at all.
  const sent = async (key, state) => {
    const transaction = (await opened).transaction(["talks", "counts"], "readwrite", { durability: "strict" });
    const counts = transaction.objectStore("counts");
    const known = (await value(counts.get(meeting))) || { meeting, sent: 0, draft: 0 };
    known.sent += 1;
    if (state === "draft") known.draft += 1;
    counts.put(known);
    transaction.objectStore("talks").delete(key);
    await done(transaction);
  };

  const say = (name, on = true) => {
    const box = root.querySelector(`[data-say="${name}"]`);
    if (box) box.hidden = !on;
  };
  const numbers = { waiting: root.querySelector("[data-count=waiting]"), sent: root.querySelector("[data-count=sent]"),
    draft: root.querySelector("[data-count=draft]") };

  const row = (talk) => {
    const made = root.querySelector("template[data-row]").content.cloneNode(true);
    made.querySelector("[data-words]").textContent = talk.values.said;
    made.querySelector("[data-when]").textContent = new Date(talk.at).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    const error = made.querySelector("[data-error]");
    error.hidden = !(talk.errors && talk.errors.length);
    error.querySelector("[data-error-text]").textContent = (talk.errors || []).join(" ");
    const personal = made.querySelector("[data-personal]");
    personal.hidden = !(talk.found && talk.found.length);
    personal.querySelector("[data-found]").textContent = (talk.found || []).join(", ");
    const change = async (changes) => { await keep({ ...talk, errors: [], found: [], ...changes }); await draw(); run(); };
    made.querySelector("[data-do=mask]").addEventListener("click", () => change({ values: { ...talk.values, personal: "mask" } }));
    made.querySelector("[data-do=keep]").addEventListener("click", () => change({ values: { ...talk.values, personal: "keep" } }));
    made.querySelector("[data-do=edit]").addEventListener("click", async () => {
      if (form.elements.said.value.trim()) { say("unsaved"); form.elements.said.focus(); return; }
      fill(talk.values);
      await drop(talk.key);
      await draw();
      form.elements.said.focus();
    });
    return made;
  };

  const drawOnce = async () => {
    const waiting = await talks();
    numbers.waiting.textContent = waiting.length;
    numbers.sent.textContent = await count("sent");
    numbers.draft.textContent = await count("draft");
    say("draft", (await count("draft")) > 0);
    say("some", waiting.length > 0);
    root.querySelector("[data-rows]").replaceChildren(...waiting.map(row));
  };
  // One after the other, so that an older list never comes after a newer one.
  const draw = () => { drawing = drawing.then(drawOnce, drawOnce); return drawing; };

  const fill = (values) => {
    for (const field of form.elements) {
      if (!field.name || !(field.name in values)) continue;
      if (field.type === "radio") field.checked = field.value === values[field.name];
      else field.value = values[field.name];
    }
  };

  // What is being typed survives a reload, and the next talk starts at the same place.
  const CONCEPT = `straatgesprek-${meeting}`;
  const typed = () => {
    const values = {};
    for (const [name, field] of new FormData(form)) if (name !== "csrfmiddlewaretoken") values[name] = field;
    return values;
  };
  const remember = () => { try { localStorage.setItem(CONCEPT, JSON.stringify(typed())); } catch (error) { /* then not */ } };
  const recall = () => {
    try {
      const values = JSON.parse(localStorage.getItem(CONCEPT) || "{}");
      if (!form.elements.said.value.trim()) fill(values);
    } catch (error) { /* then not */ }
  };

  const warn = () => { troubled = true; say("trouble"); };

  // True: go on with the next talk, whatever became of this one. False: stop, nobody is logged in.
  const sendOne = async (talk, csrf) => {
    const answer = await fetch(send, {
      method: "POST", credentials: "same-origin", redirect: "manual", cache: "no-store",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify({ ...talk.values, client_key: talk.key, held_at: talk.at, ask: talk.ask }),
    });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { say("login"); return false; }
    const type = answer.headers.get("Content-Type") || "";
    if (!type.startsWith("application/json")) { warn(); return true; }
    const said = await answer.json();
    if (answer.ok) await sent(talk.key, said.state);
    else if (said.state === "personal") await keep({ ...talk, found: said.found });
    else if (said.state === "refused") await keep({ ...talk, errors: said.errors });
    else warn();
    return true;
  };

  const run = async () => {
    if (sending) { again = true; return; }
    sending = true;
    let ready = [];
    try {
      ready = (await talks()).filter((talk) => !(talk.errors && talk.errors.length) && !(talk.found && talk.found.length));
      if (!ready.length) return;
      troubled = false; // the warning itself stays until a whole round went well: it must not flicker
      const answer = await fetch(fresh, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { say("login"); return; }
      if (!answer.ok) { warn(); return; }
      const { csrf } = await answer.json();
      say("login", false);
      say("offline", false);
      for (const talk of ready) {
        if (!(await sendOne(talk, csrf))) break;
        await draw();
      }
      say("trouble", troubled);
    } catch (error) {
      // No connection: everything stays where it is. Who wrote it may be gone when it is sent, so nobody is asked then.
      say("offline");
      const left = new Set((await talks()).map((talk) => talk.key));
      for (const talk of ready) if (talk.ask && left.has(talk.key)) await keep({ ...talk, ask: false });
    } finally {
      sending = false;
      await draw();
      if (again) { again = false; run(); }
    }
  };

  form.addEventListener("submit", async (event) => {
    if (form.dataset.plain) return;
    event.preventDefault();
    const values = typed();
    say("empty", !(values.said || "").trim() || !values.consent);
    if (!(values.said || "").trim()) { form.elements.said.focus(); return; }
    if (!values.consent) { form.querySelector("[name=consent]").focus(); return; }
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    delete values.client_key; delete values.held_at;
    try {
      await keep({ key: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2, 12)}`,
        meeting, at: new Date().toISOString(), ask: navigator.onLine, values });
    } catch (error) {
      // The phone cannot keep it (private window, full): let the form post as any form.
      form.dataset.plain = "1";
      button.disabled = false;
      form.requestSubmit();
      return;
    }
    button.disabled = false;
    const { place, neighbourhood } = values;
    form.reset();
    fill({ said: "", theme_words: "", theme: "", ...(place ? { place } : {}), ...(neighbourhood ? { neighbourhood } : {}) });
    for (const radio of form.querySelectorAll("[name=consent], [name=personal]")) radio.checked = false;
    for (const radio of form.querySelectorAll("[name=age]")) radio.checked = radio.value === "";
    remember();
    form.querySelectorAll("[data-only-once]").forEach((each) => each.remove());
    say("unsaved", false);
    say("kept");
    await draw();
    form.elements.said.focus();
    run();
  });

  form.addEventListener("input", remember);
  recall();
  root.querySelector("[data-do=send]").addEventListener("click", run);
  window.addEventListener("online", run);
  window.addEventListener("offline", () => say("offline"));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) run(); });
  setInterval(() => { if (!document.hidden) run(); }, TRY_AGAIN);
  say("offline", !navigator.onLine);
  say("box");
  draw().then(run);
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(worker, { scope: page }).then(() => navigator.serviceWorker.ready).then(() => say("ready"), () => say("ready", false));
  }
})();
