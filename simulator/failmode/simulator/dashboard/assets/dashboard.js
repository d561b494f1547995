// Makes the server's page live: sends its forms through the control API, follows the journal, and
// takes over what the server has rendered anew without moving the reader's focus.

const POLL_MILLISECONDS = 2000;
const SETTLE_MILLISECONDS = 120;
const RECONNECT_MILLISECONDS = 3000;
const ANNOUNCE_MILLISECONDS = 5000;

const byId = (id) => document.getElementById(id);
const announcer = byId("announcer");
const notice = byId("notice");
const liveState = byId("live-state");
const pauseButton = byId("pause");
const edited = new WeakSet();

let paused = false;
let events = null;
let settling = null;
let refreshing = null;
let again = false;
let announcedAt = 0;

document.documentElement.classList.add("script");

// What the server renders

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset.key || "" : "";
}

function take(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (edited.has(from)) return;
  takeAttributes(from, to);
  takeChildren(from, to);
  if (from.nodeName === "SELECT") {
    from.selectedIndex = [...from.options].findIndex((one) => one.hasAttribute("selected"));
    if (from.selectedIndex < 0) from.selectedIndex = 0;
  } else if (from.nodeName === "INPUT") {
    from.value = to.getAttribute("value") ?? "";
  }
}

function takeAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && name !== "open") from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (name !== "open" && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function takeChildren(from, to) {
  const wanted = new Set([...to.children].map(keyOf).filter(Boolean));
  const kept = new Map();
  for (const child of [...from.children]) {
    const key = keyOf(child);
    if (key && wanted.has(key)) kept.set(key, child);
    else if (key) child.remove();
  }
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    const key = keyOf(next);
    const same = kept.get(key);
    if (key && same) {
      while (at && at !== same && !keyOf(at)) at = removed(at);
      if (at === same) at = same.nextSibling;
      else from.insertBefore(same, at);
      take(same, next);
    } else if (!key && at && !keyOf(at) && at.nodeName === next.nodeName) {
      take(at, next);
      at = at.nextSibling;
    } else {
      from.insertBefore(document.importNode(next, true), at);
    }
  }
  while (at) at = removed(at);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function keepFocus(work) {
  const focused = document.activeElement;
  const panel = focused?.closest("[data-live]");
  const item = focused?.closest("li, tr");
  const place = item ? [...item.parentElement.children].indexOf(item) : -1;
  const list = item?.parentElement;
  work();
  if (!panel || focused.isConnected) return;
  const neighbour = list?.isConnected
    ? (list.children[place] ?? list.lastElementChild)?.querySelector("button")
    : null;
  (neighbour ?? panel.querySelector('[tabindex="-1"]'))?.focus({ preventScroll: true });
}

async function refresh() {
  clearTimeout(settling);
  settling = null;
  if (refreshing) {
    again = true;
    return refreshing;
  }
  refreshing = renew().finally(() => {
    refreshing = null;
    if (again) {
      again = false;
      refresh();
    }
  });
  return refreshing;
}

async function renew() {
  const asked = location.search;
  let text;
  try {
    const answer = await fetch(`/_dashboard/live${asked}`);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    text = await answer.text();
  } catch {
    say("the simulator does not answer");
    return;
  }
  if (asked !== location.search) {
    again = true; // somebody has turned to other switches meanwhile
    return;
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const before = seen();
  keepFocus(() => {
    for (const next of fresh.querySelectorAll("[data-live]")) {
      const panel = byId(next.id);
      if (panel) take(panel, next);
    }
  });
  announce(before, seen());
}

function refreshSoon() {
  settling ??= setTimeout(refresh, SETTLE_MILLISECONDS);
}

// What those hear who do not see

function seen() {
  return {
    pushes: new Map([...document.querySelectorAll(".push")].map((one) => [one.id, one.dataset])),
    last: Number(byId("requests").dataset.last),
  };
}

function announce(before, now) {
  const asked = [...now.pushes].filter(([id]) => !before.pushes.has(id));
  if (asked.length > 0) {
    const [, { user, factor }] = asked[0];
    const more = asked.length > 1 ? `, and ${asked.length - 1} more` : "";
    announcer.textContent = `A ${factor} for ${user} waits for an answer${more}`;
    announcedAt = Date.now();
    return;
  }
  const count = now.last - before.last;
  if (count > 0 && Date.now() - announcedAt > ANNOUNCE_MILLISECONDS) {
    announcer.textContent = count === 1 ? "One new request" : `${count} new requests`;
    announcedAt = Date.now();
  }
}

// Live

function say(state) {
  if (liveState.textContent !== state) liveState.textContent = state;
}

function follow() {
  events?.close();
  events = new EventSource(`/_sim/journal/events?since=${byId("requests").dataset.last}`);
  events.addEventListener("open", () => {
    say("live");
    refresh();
  });
  events.addEventListener("exchange", refreshSoon);
  events.addEventListener("missed", refreshSoon);
  events.addEventListener("error", () => {
    if (paused) return;
    say("reconnecting");
    if (events.readyState === EventSource.CLOSED) setTimeout(refollow, RECONNECT_MILLISECONDS);
  });
}

function refollow() {
  if (!paused && events.readyState === EventSource.CLOSED) follow();
}

function setPaused(value) {
  paused = value;
  pauseButton.setAttribute("aria-pressed", String(paused));
  if (paused) {
    events.close();
    say("paused");
  } else {
    follow();
  }
}

// Forms

function message(form) {
  const fields = new FormData(form);
  const notTexts = form.dataset.notTexts.split(" ");
  const nullable = form.dataset.nullable.split(" ");
  let path = form.dataset.path;
  const body = {};
  for (const [name, value] of fields) {
    const part = `{${name}}`;
    if (path.includes(part)) path = path.replace(part, () => encodeURIComponent(value));
    else if (value !== "") body[name] = notTexts.includes(name) ? decoded(value) : value;
    else if (nullable.includes(name)) body[name] = null;
  }
  const options = { method: form.dataset.method };
  if (Object.keys(body).length > 0) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  return [path, options];
}

function decoded(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text; // the API says what is wrong with it
  }
}

// The text of an answer; null when there was none, or a refusal, of which the reader is told.
async function ask(url, options) {
  let answer;
  let text;
  try {
    answer = await fetch(url, options);
    text = await answer.text();
  } catch {
    complain("The simulator does not answer.", "Is it still running?");
    return null;
  }
  if (!answer.ok) {
    const { message, hint } = JSON.parse(text).error;
    complain(`${message}.`, `${hint}.`);
    return null;
  }
  notice.replaceChildren();
  return text;
}

function complain(what, remedy) {
  const line = document.createElement("p");
  line.append(element("strong", what), ` ${remedy}`);
  notice.replaceChildren(line);
}

async function press(form) {
  const button = form.querySelector("button");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    if ((await ask(...message(form))) !== null) {
      edited.delete(form);
      if (form.closest("details") && !form.closest("[data-live]")) form.reset();
    }
  } finally {
    button.removeAttribute("aria-busy");
  }
  await refresh();
}

// What an operation came to, as the server renders it

const loginForm = byId("login-form");
const fragment = { "X-Fragment": "true" };

function element(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function nodes(text) {
  return [...new DOMParser().parseFromString(text, "text/html").body.childNodes];
}

async function report(form) {
  const button = form.querySelector("button");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const place = byId(form.dataset.report);
  place.replaceChildren(
    element("p", "Under way. Whoever is asked waits under Pending pushes.", "quiet"),
  );
  try {
    const body = new URLSearchParams(new FormData(form));
    const text = await ask(form.action, { method: "POST", body, headers: fragment });
    place.replaceChildren(...(text === null ? [] : nodes(text)));
  } finally {
    button.removeAttribute("aria-busy");
  }
  await refresh();
}

function fitFailmode() {
  const [chosen] = loginForm.elements.client.selectedOptions;
  byId("failmode").disabled = chosen !== undefined && "proxy" in chosen.dataset;
}

// A request in full

const details = byId("details");
let opener = "";

async function showDetails(link) {
  const text = await ask(link.href, { headers: fragment });
  if (text === null) return;
  if (!details.open) opener = link.closest("tr")?.id ?? "";
  byId("details-body").replaceChildren(...nodes(text));
  addCopyButtons(details);
  if (!details.open) details.showModal();
  byId("exchange-title").focus();
  details.scrollTop = 0;
}

details.addEventListener("close", () => {
  byId(opener)?.querySelector("a")?.focus({ preventScroll: true });
});

// Copy

function addCopyButtons(within) {
  for (const code of within.querySelectorAll("[data-copy]")) {
    const button = element("button", "Copy", "copy");
    button.type = "button";
    const what = code.closest("div")?.querySelector("dt")?.textContent ?? "";
    if (what) button.append(element("span", ` ${what}`, "unseen"));
    button.addEventListener("click", () => copy(code, button));
    (code.closest("pre") ?? code).after(" ", button);
  }
}

async function copy(code, button) {
  const range = document.createRange();
  range.selectNodeContents(code);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  try {
    await navigator.clipboard.writeText(code.textContent);
    button.firstChild.textContent = "Copied";
    announcer.textContent = "Copied";
  } catch {
    button.firstChild.textContent = "Press Ctrl-C"; // it is selected
  }
  setTimeout(() => (button.firstChild.textContent = "Copy"), ANNOUNCE_MILLISECONDS);
}

// The page

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "fault-scope") {
    event.preventDefault();
  } else if (form.dataset.path) {
    event.preventDefault();
    if (form.dataset.report) report(form);
    else press(form);
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-details]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  showDetails(link);
});

document.addEventListener("change", (event) => {
  const scope = event.target.closest("#fault-scope");
  if (!scope) return;
  const chosen = new URLSearchParams(new FormData(scope));
  if (chosen.get("vendor") !== "duo") chosen.delete("stage");
  history.replaceState(null, "", `?${chosen}`);
  // Nobody may press a switch that still belongs to the vendor and stage of before.
  for (const group of document.querySelectorAll("#faults .group")) group.inert = true;
  refresh();
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-live] form[data-path]");
  if (form) edited.add(form);
});

document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.open) for (const form of event.target.querySelectorAll("form")) edited.delete(form);
  },
  true,
);

loginForm.elements.client.addEventListener("change", fitFailmode);
pauseButton.addEventListener("click", () => setPaused(!paused));
pauseButton.hidden = false;
fitFailmode();
addCopyButtons(byId("connect"));
follow();
setInterval(() => {
  if (!paused && !document.hidden) refresh();
}, POLL_MILLISECONDS);
