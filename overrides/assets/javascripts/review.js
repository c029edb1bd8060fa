// The review page: what was missed and what is due, one question at a time. Questions come from a file that
// the build wrote, the schedule from schedule.js; a question looks and works as at the end of its note.

import { SITE, day, fromHtml, make, plural, styles } from "./memory-dom.js";
import { EASY, GOOD, HARD, dueDay, isDue, lastAnswer, questionAnswered, rateAnswer, state, subscribe } from "./progress.js";
import { scheduleAll } from "./schedule.js";
import { makeQuestion } from "./selfcheck.js";

const QUESTIONS = new URL("../questions.json", import.meta.url);
const REPEATS = 1; // a missed question comes once more in the same session
const AT_ONCE = 10; // new questions a session: a phase may hold a hundred
let session = null; // the one that the keyboard is for
let shown = null; // the overview that follows changes

const button = (textContent, onclick, primary = false) =>
  make("button", { type: "button", className: `md-button${primary ? " md-button--primary" : ""}`, textContent, onclick });
const say = text => make("p", { textContent: text });

// Loading ------------------------------------------------------------------------------------------

async function start(host) {
  const address = location.pathname;
  host.replaceChildren(say("Loading the questions …"));
  try {
    const response = await fetch(QUESTIONS);
    if (!response.ok) throw new Error(String(response.status));
    const data = await response.json();
    const scheduled = await scheduleAll();
    overview({ host, address, scheduled, ...data });
  } catch {
    host.replaceChildren(
      say("The questions could not be loaded. Are you offline?"),
      make("p", {}, button("Try again", () => start(host))),
    );
  }
}

// Overview -----------------------------------------------------------------------------------------

function overview(page) {
  const { host, questions, scheduled } = page;
  session = null;
  shown = page;
  const items = state().questions;
  const answered = questions.filter(row => lastAnswer(items[row.id]));
  const due = answered.filter(row => isDue(items[row.id])).sort(byDay(items));
  const parts = [];
  if (!questions.length) parts.push(say("There are no questions yet. The first finished note brings some."));
  else if (!answered.length) parts.push(...invitation());
  else if (due.length) {
    parts.push(make("p", { className: "j-review__due", textContent: `${plural(due.length, "question")} to review now.` }));
    parts.push(make("p", {}, button("Start the review", () => begin(page, due), true)));
  } else parts.push(...nothingDue(answered, items, scheduled));
  if (!scheduled)
    parts.push(say("This copy of the site is without the schedule, so only questions that you missed come back."));
  const fresh = questions.filter(row => !lastAnswer(items[row.id]));
  if (fresh.length) parts.push(chooser(page, fresh));
  host.replaceChildren(...parts);
}

const byDay = items => (one, other) => (dueDay(items[one.id]) < dueDay(items[other.id]) ? -1 : 1);

function invitation() {
  return [
    say("You have not answered a question yet. Answer some at the end of a note, or choose a phase and begin here."),
    say("What you get right comes back after days, then weeks, then months; what you miss comes back at once."),
  ];
}

function nothingDue(answered, items, scheduled) {
  const days = answered.map(row => dueDay(items[row.id])).filter(Boolean).sort();
  const next = days.length ? ` The next question comes back on ${day(days[0])}.` : "";
  const parts = [make("p", { className: "j-review__due", textContent: `Nothing is due now.${next}` })];
  if (scheduled) parts.push(say(`${plural(answered.length, "question")} of yours ${answered.length === 1 ? "is" : "are"} on the schedule.`));
  return parts;
}

function chooser(page, fresh) {
  const phases = page.phases.filter(phase => fresh.some(row => row.phase === phase.id));
  const select = make("select", { id: "j-review-phase" });
  for (const { id, title } of phases) {
    const size = fresh.filter(row => row.phase === id).length;
    select.append(make("option", { value: id, textContent: `${id} ${title}: ${size} new` }));
  }
  const begun = () =>
    begin(page, fresh.filter(row => row.phase === Number(select.value)).slice(0, AT_ONCE));
  return make(
    "div",
    { className: "j-review__new" },
    make("label", { htmlFor: select.id, textContent: "New questions of phase" }),
    select,
    button("Begin", begun),
  );
}

// Session ------------------------------------------------------------------------------------------

function begin(page, rows) {
  shown = null;
  session = { page, queue: rows.map(row => ({ row, repeats: 0 })), place: 0, right: 0, missed: new Set() };
  showQuestion();
}

function showQuestion() {
  const { page, queue, place } = session;
  if (place >= queue.length) {
    finish();
    return;
  }
  const { row } = queue[place];
  const explanation = make(
    "details",
    { className: "j-review__answer" },
    make("summary", { textContent: "Answer" }),
    fromHtml("div", row.explanation_html, { className: "j-question__answer" }),
  );
  const after = make("div", { className: "j-review__next" });
  const question = makeQuestion(
    {
      prompt: fromHtml("div", row.prompt_html, { className: "j-question__prompt" }),
      choices: row.options.map(([letter, html]) => ({ letter, body: fromHtml("span", html) })),
      answer: row.answer,
      explanation,
    },
    { onAnswer: right => answeredNow(right, after) },
  );
  session.question = question;
  explanation.hidden = true; // until it is answered: here nobody looks it up
  session.explanation = explanation;
  const source = make("a", { href: new URL(row.url, SITE).href, textContent: row.title });
  const heading = make("p", { className: "j-review__place", tabIndex: -1 }, `Question ${place + 1} of ${queue.length} · from `, source);
  page.host.replaceChildren(heading, question.element, explanation, after, hint(row.options.length));
  heading.focus();
}

function hint(count) {
  return make("p", {
    className: "j-fine j-review__keys",
    textContent: `Keys: 1 to ${count} choose an option, Enter checks it and goes on.`,
  });
}

function answeredNow(right, after) {
  const entry = session.queue[session.place];
  const { id } = entry.row;
  const at = questionAnswered(id, right);
  session.explanation.hidden = false;
  if (right) session.right += 1;
  else {
    session.missed.add(id);
    if (entry.repeats < REPEATS) session.queue.push({ row: entry.row, repeats: entry.repeats + 1 });
  }
  const asked = session.question;
  const go = rating => {
    if (session?.question !== asked) return; // pushed twice
    if (rating !== GOOD) rateAnswer(id, at, rating);
    session.place += 1;
    showQuestion();
  };
  const next = button("Next", () => go(GOOD), true);
  after.replaceChildren(next);
  if (right) after.append(" ", button("It was hard", () => go(HARD)), " ", button("It was easy", () => go(EASY)));
  next.focus();
}

async function finish() {
  const { page, queue, right, missed } = session;
  session = null;
  await scheduleAll();
  const said = `You answered ${plural(queue.length, "question")}: ${right} right, ${queue.length - right} not.`;
  const summary = make("p", { className: "j-review__due", tabIndex: -1, textContent: said });
  const parts = [summary];
  if (missed.size) {
    const rows = page.questions.filter(row => missed.has(row.id));
    parts.push(say("What you missed, each where its note explains it:"), make("ul", {}, ...rows.map(linkTo)));
  }
  const items = state().questions;
  const days = queue.filter(({ row }) => !isDue(items[row.id])).map(({ row }) => dueDay(items[row.id]));
  const first = days.filter(Boolean).sort()[0];
  if (first) parts.push(say(`The first that you know comes back on ${day(first)}.`));
  parts.push(make("p", {}, button("Back to the overview", () => overview(page), true)));
  page.host.replaceChildren(...parts);
  summary.focus();
}

function linkTo(row) {
  const prompt = fromHtml("div", row.prompt_html).firstElementChild;
  return make("li", {}, make("a", { href: new URL(row.url, SITE).href }, ...prompt.childNodes));
}

// Keyboard -----------------------------------------------------------------------------------------

document.addEventListener("keydown", event => {
  if (!session?.page.host.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
  if (location.pathname !== session.page.address) return; // a link was followed: the address changes first, then the page
  if (event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  if (/^[1-6]$/.test(event.key)) session.question.choose(Number(event.key) - 1);
  else if (event.key === "Enter" && !event.defaultPrevented && !event.target.closest?.("a, button, summary, label")) {
    event.preventDefault();
    session.question.check();
  }
});

subscribe(() => {
  if (shown?.host.isConnected) overview(shown); // another tab, an import or an erase changed something
});

/** Fill the review page. */
export async function attach(root) {
  const host = root.querySelector("#j-review:not([data-live])");
  if (!host) return;
  host.dataset.live = "";
  await styles();
  await start(host);
}
