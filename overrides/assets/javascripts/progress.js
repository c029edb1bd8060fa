// The reader's own progress: topics marked as read, exercises tried, questions answered. It is kept in this
// browser under permanent ids and leaves it only as a file that the reader exports. This module is the store;
// what pages show of it is made by progress-view.js, when a question comes back is computed by schedule.js.
//
// A question's answers are kept as a list that only grows, and everything else about it follows from them, so
// two files are merged without losing anything. What this module does not know in a file, it keeps.

const KEY = "journey:progress";
const FORMAT = "journey-progress";
export const VERSION = 1;
const SECTIONS = ["topics", "exercises", "questions"];
export const AGAIN = 1, HARD = 2, GOOD = 3, EASY = 4; // as FSRS counts them
const RATINGS = [AGAIN, HARD, GOOD, EASY];

// For each earlier version, what makes a file of that version into one of the next.
export const migrations = {};

let unsaved = null; // what this browser would not keep; it lives as long as the page
let trouble = ""; // what the reader must know: "blocked", "full", "newer" or "damaged"
const listeners = new Set();

const now = () => new Date().toISOString();
const empty = () => ({ format: FORMAT, version: VERSION, topics: {}, exercises: {}, questions: {} });
const isMap = value => typeof value === "object" && value !== null && !Array.isArray(value);

// Reading ----------------------------------------------------------------------------------------

/** Tell what a text is: progress of this version, of a later one, or neither. */
function parse(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { damaged: true };
  }
  if (!isMap(data) || !Number.isInteger(data.version)) return { damaged: true };
  if (data.version > VERSION) return { newer: true };
  const from = data.version;
  try {
    for (let version = from; version < VERSION; version += 1) data = migrations[version](data);
  } catch {
    return { damaged: true }; // a version that never was, or a file that only claims to be one
  }
  if (data.format !== FORMAT) return { damaged: true };
  for (const name of SECTIONS) {
    data[name] ??= {};
    if (!isMap(data[name]) || !Object.values(data[name]).every(isMap)) return { damaged: true };
  }
  return { data, from };
}

/** Move a text that cannot be read out of the way; nothing is ever thrown away. */
function setAside(text) {
  try {
    localStorage.setItem(`${KEY}:damaged:${now()}`, text);
    localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** Read what is kept. `locked` says that it must not be overwritten, `before` what a migration started from. */
function load() {
  let text;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    trouble = "blocked";
    return { data: unsaved ?? empty(), locked: true };
  }
  const found = text === null ? { data: empty(), from: VERSION } : parse(text);
  if (found.newer) {
    trouble = "newer";
    return { data: unsaved ?? empty(), locked: true };
  }
  if (found.damaged) {
    trouble = "damaged";
    return { data: unsaved ?? empty(), locked: !setAside(text) };
  }
  if (trouble !== "damaged" && trouble !== "full") trouble = "";
  const data = unsaved ? merge(found.data, unsaved) : found.data;
  return { data, locked: false, before: found.from < VERSION ? { from: found.from, text } : null };
}

function save({ data, locked, before }) {
  if (!locked) {
    try {
      if (before) localStorage.setItem(`${KEY}:version-${before.from}`, before.text);
      localStorage.setItem(KEY, JSON.stringify(data));
      unsaved = null;
      if (trouble === "full") trouble = "";
      return;
    } catch {
      trouble = "full";
    }
  }
  unsaved = data;
}

/** Read, change and write in one go, so that another tab's changes are never written over. */
function change(apply) {
  const kept = load();
  const result = apply(kept.data);
  save(kept);
  tell();
  return result;
}

function tell() {
  const current = state();
  document.documentElement.classList.toggle("j-has-progress", hasAny(current) || Boolean(trouble));
  for (const listener of listeners) {
    try {
      listener(current);
    } catch (error) {
      console.error(error);
    }
  }
}

window.addEventListener("storage", event => {
  if (event.key === KEY || event.key === null) tell();
});

// Merging ----------------------------------------------------------------------------------------

const newer = (one, other) => ((other.at ?? "") > (one.at ?? "") ? { ...one, ...other } : { ...other, ...one });

function mergeExercises(one, other) {
  const passed = [one.passed, other.passed].filter(Boolean).sort()[0];
  const tries = Math.max(one.tries || 0, other.tries || 0);
  return { ...newer(one, other), tries, ...(passed && { passed }) };
}

function mergeQuestions(one, other) {
  const ratings = new Map();
  for (const [at, rating] of [...answersOf(one), ...answersOf(other)]) {
    const known = ratings.get(at);
    // The same answer rated twice: the reader's own word, Hard or Easy, stands over Good.
    ratings.set(at, known === HARD || known === EASY ? known : rating);
  }
  const answers = [...ratings].sort(([a], [b]) => (a < b ? -1 : 1));
  const { card: _, covers: __, ...merged } = { ...other, ...one, answers };
  const same = item => JSON.stringify(answersOf(item)) === JSON.stringify(answers);
  const scheduled = [one, other].find(item => item.card && same(item));
  return scheduled ? { ...merged, card: scheduled.card, covers: scheduled.covers } : merged;
}

const MERGE = { topics: newer, exercises: mergeExercises, questions: mergeQuestions };

/** Put two files together: of two dates the later one wins, and no answer and no solution is lost. */
export function merge(one, other) {
  const merged = { ...other, ...one };
  for (const name of SECTIONS) {
    merged[name] = { ...one[name] };
    for (const [id, item] of Object.entries(other[name]))
      merged[name][id] = Object.hasOwn(one[name], id) ? MERGE[name](one[name][id], item) : item;
  }
  return merged;
}

// What an item says ------------------------------------------------------------------------------

/** A question's answers, oldest first, each as [time, rating]. */
export function answersOf(item) {
  const list = Array.isArray(item?.answers) ? item.answers : [];
  return list.filter(
    answer => Array.isArray(answer) && !Number.isNaN(Date.parse(answer[0])) && RATINGS.includes(answer[1]),
  );
}

/** The last answer as { at, right }, or null. */
export function lastAnswer(item) {
  const last = answersOf(item).at(-1);
  return last ? { at: last[0], right: last[1] > AGAIN } : null;
}

/** The day on which a question comes back, as YYYY-MM-DD in UTC: at once where it was missed; "" where unknown. */
export function dueDay(item) {
  const last = lastAnswer(item);
  if (!last) return "";
  if (!last.right) return last.at.slice(0, 10);
  const sound = item.card?.due && item.covers === answersOf(item).length;
  return sound ? String(item.card.due).slice(0, 10) : "";
}

export function isDue(item) {
  const day = dueDay(item);
  return day !== "" && day <= now().slice(0, 10);
}

export const isKnown = item => Boolean(lastAnswer(item)?.right) && !isDue(item);

const hasAny = data => SECTIONS.some(name => Object.keys(data[name]).length > 0);

// What pages call --------------------------------------------------------------------------------

/** Everything that is known, as a copy. */
export const state = () => structuredClone(load().data);

/** Call `listener(state)` after each change, in this tab or another; returns what ends that. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Mark a topic as read, or take the mark back. */
export function topicRead(id, read = true) {
  change(data => {
    data.topics[id] = { ...data.topics[id], read, at: now() };
  });
}

/** Note that an exercise's checks were run; once solved, it stays solved. */
export function exerciseTried(id, passed) {
  change(data => {
    const old = data.exercises[id] ?? {};
    const at = now();
    data.exercises[id] = { ...old, tries: (old.tries || 0) + 1, at };
    if (passed && !old.passed) data.exercises[id].passed = at;
  });
}

/** Note an answer and return its time, by which `rateAnswer` finds it again. */
export function questionAnswered(id, right) {
  return change(data => {
    const old = data.questions[id] ?? {};
    const answers = answersOf(old);
    const last = answers.length ? Date.parse(answers.at(-1)[0]) : 0;
    const at = new Date(Math.max(Date.now(), last + 1)).toISOString(); // clocks are set back, too
    data.questions[id] = { ...old, answers: [...answers, [at, right ? GOOD : AGAIN]] };
    return at;
  });
}

/** Say how an answer felt: HARD, GOOD or EASY. */
export function rateAnswer(id, at, rating) {
  change(data => {
    const item = data.questions[id];
    const found = answersOf(item).find(answer => answer[0] === at);
    if (!found) return;
    found[1] = rating;
    delete item.card; // computed anew from the answers
    delete item.covers;
  });
}

/** Keep what the schedule computed: for each id its card and the number of answers that it covers. */
export function keepCards(cards) {
  change(data => {
    for (const [id, { card, covers }] of Object.entries(cards))
      if (data.questions[id]) Object.assign(data.questions[id], { card, covers });
  });
}

/** A sentence about what is wrong with the store; "" where nothing is. */
export function problem() {
  load();
  return {
    "": "",
    blocked: "This browser keeps nothing for this site, so your progress lasts only until you leave the page.",
    full: "This browser has no room left for your progress, so what is new lasts only until you leave the page.",
    newer: "Your progress was saved by a newer version of this site. It is left as it is; reload the page to use it.",
    damaged: "Your saved progress could not be read. It was set aside, not deleted; the review page lets you download it.",
  }[trouble];
}

/** Texts that were set aside, newest first, as { key, text }. */
export function asides() {
  try {
    const keys = Object.keys(localStorage).filter(key => key.startsWith(`${KEY}:`));
    return keys.sort().reverse().map(key => ({ key, text: localStorage.getItem(key) }));
  } catch {
    return [];
  }
}

/** The whole progress as the text of a file. */
export function exportFile() {
  const { data } = load();
  if (trouble === "newer") return localStorage.getItem(KEY);
  return `${JSON.stringify({ ...data, exported: now() }, null, 1)}\n`;
}

/** Merge a file into what is here; throws an Error with a sentence where that cannot be done. */
export function importFile(text) {
  const { data, newer: later } = parse(text);
  if (later) throw new Error("This file was made by a newer version of this site. Nothing was changed.");
  if (!data) throw new Error("This is not a progress file of this site. Nothing was changed.");
  load();
  if (trouble === "newer") throw new Error(problem());
  delete data.exported;
  change(current => Object.assign(current, merge(current, data)));
  return Object.fromEntries(SECTIONS.map(name => [name, Object.keys(data[name]).length]));
}

/** Delete all progress, what was set aside too. */
export function erase() {
  for (const { key } of asides()) localStorage.removeItem(key);
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing is kept where nothing can be removed
  }
  unsaved = null;
  trouble = "";
  tell();
}

/** Show the progress in a page's [data-progress] elements. */
export async function attach(root) {
  const view = await import("./progress-view.js");
  view.attach(root);
}
