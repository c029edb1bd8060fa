// What pages show of the reader's progress: lines of their own counts, the mark "I have read this" at a note's
// end, and the panel with export, import and erase on the review page. The owner's marks and the evidence are
// part of the page itself; what is made here is always called "your progress".

import { SITE, day, make, plural, styles } from "./memory-dom.js";
import { asides, erase, exportFile, importFile, isDue, isKnown, problem, state, subscribe, topicRead } from "./progress.js";

const KINDS = { summary: showSummary, read: showRead, panel: showPanel };

// Lines ------------------------------------------------------------------------------------------

/** Count what a reader has done in some topics; none means all. */
function count(progress, topics) {
  const within = id => !topics.length || topics.includes(id.split("/")[0]);
  const items = name => Object.entries(progress[name]).filter(([id]) => within(id));
  const questions = items("questions").map(([, item]) => item);
  return {
    read: items("topics").filter(([, item]) => item.read).length,
    solved: items("exercises").filter(([, item]) => item.passed).length,
    known: questions.filter(isKnown).length,
    due: questions.filter(isDue).length,
  };
}

/** Say it in words. A line about one topic says "read" where others count. */
function words(counts, { topics, questions, exercises, one }) {
  const of = (done, all) => `${Math.min(done, all)} of ${all}`; // what was retired since is not counted
  const parts = [];
  if (counts.read) parts.push(one ? "read" : `${of(counts.read, topics.length)} read`);
  if (counts.solved) parts.push(`${of(counts.solved, exercises)} solved`);
  if (counts.known) parts.push(`${of(counts.known, questions)} known`);
  return parts;
}

function showSummary(element, progress) {
  const { topics, questions, exercises, one } = element.dataset;
  const scope = { topics: topics.split(" "), questions, exercises, one: one !== undefined };
  const counts = count(progress, scope.topics);
  const parts = words(counts, scope);
  const said = problem();
  element.replaceChildren(make("span", { className: "j-yours__label", textContent: "Your progress: " }));
  if (said) element.replaceChildren(said);
  else if (!parts.length && !counts.due) element.append("nothing yet");
  else element.append(parts.join(" · "));
  if (said || !counts.due) return;
  if (parts.length) element.append(" · ");
  element.append(make("a", { href: new URL("review/", SITE).href, textContent: `${counts.due} to review` }));
}

// The mark at a note's end -------------------------------------------------------------------------

function showRead(element, progress) {
  const id = element.dataset.topic;
  const item = progress.topics[id];
  if (!element.firstChild) {
    const box = make("input", { type: "checkbox", onchange: () => topicRead(id, box.checked) });
    const label = make("label", { className: "j-read__label" }, box, make("span", { textContent: "I have read this" }));
    element.append(label, make("span", { className: "j-read__when" }));
  }
  element.querySelector("input").checked = Boolean(item?.read);
  const when = item?.read ? `on ${day(item.at)}; kept in this browser only` : "";
  element.querySelector(".j-read__when").textContent = problem() || when;
}

// The panel ----------------------------------------------------------------------------------------

function showPanel(element, progress) {
  if (element.dataset.ready === undefined) buildPanel(element);
  const counts = count(progress, []);
  const parts = [
    `${plural(counts.read, "topic")} read`,
    `${plural(counts.solved, "exercise")} solved`,
    `${plural(counts.known, "question")} known`,
    `${counts.due} to review`,
  ];
  element.querySelector(".j-panel__counts").textContent = `${parts.join(", ")}.`;
  element.querySelector(".j-panel__problem").textContent = problem();
  const list = element.querySelector(".j-panel__asides");
  const kept = asides();
  list.hidden = !kept.length;
  list.replaceChildren(
    ...kept.map(({ key, text }) => make("li", {}, button("Download", () => download(text, "set-aside")), ` ${about(key)}`)),
  );
}

function about(key) {
  const [, , kind, ...when] = key.split(":");
  const date = when.join(":");
  return kind === "damaged" && date
    ? `what could not be read on ${day(date)}`
    : `a file of an earlier version of this site (${kind})`;
}

const button = (textContent, onclick) => make("button", { type: "button", className: "md-button", textContent, onclick });

function buildPanel(element) {
  element.dataset.ready = "";
  const status = make("p", { className: "j-panel__status", role: "status" });
  const picker = make("input", { type: "file", accept: ".json,application/json", className: "j-sr", onchange: () => read(picker, status) });
  const confirm = make(
    "div",
    { className: "j-panel__confirm", hidden: true },
    make("p", { textContent: "This deletes your marks, solved exercises and answers from this browser. It cannot be undone." }),
    button("Erase all of it", () => {
      erase();
      close("Your progress was erased.");
    }),
    " ",
    button("Keep it", () => close("Nothing was erased.")),
  );
  const ask = button("Erase …", () => {
    confirm.hidden = false;
    confirm.querySelector("button:last-of-type").focus();
  });
  function close(said) {
    confirm.hidden = true;
    status.textContent = said;
    ask.focus();
  }
  element.replaceChildren(
    make("p", { className: "j-panel__counts" }),
    make("p", { className: "j-panel__problem" }),
    make("ul", { className: "j-panel__asides" }),
    make(
      "div",
      { className: "j-panel__actions" },
      button("Export as a file", () => {
        download(exportFile(), new Date().toISOString().slice(0, 10));
        status.textContent = "The file is with your downloads.";
      }),
      make("label", { className: "md-button j-panel__import" }, "Import a file", picker),
      ask,
    ),
    confirm,
    status,
  );
}

async function read(picker, status) {
  const [file] = picker.files;
  if (!file) return;
  try {
    const found = importFile(await file.text());
    const parts = [plural(found.topics, "topic"), plural(found.exercises, "exercise"), plural(found.questions, "question")];
    status.textContent = `Imported: ${parts.join(", ")}, merged with what was here.`;
  } catch (error) {
    status.textContent = error.message;
  }
  picker.value = ""; // the same file may be chosen again
}

function download(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href, download: `journey-progress-${name}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

// ------------------------------------------------------------------------------------------------

function show(root, progress = state()) {
  for (const element of root.querySelectorAll("[data-progress]")) KINDS[element.dataset.progress]?.(element, progress);
}

let subscribed = false;

/** Fill a page's elements, now and after each change. */
export async function attach(root) {
  if (!subscribed) subscribe(progress => show(document, progress));
  subscribed = true;
  if (root.querySelector('[data-progress="panel"]')) await styles();
  show(root);
}
