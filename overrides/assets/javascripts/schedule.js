// When a question comes back: FSRS, by its maintained library ts-fsrs, which the build puts beside the site's
// own files. A question's card is computed from the list of its answers, so that it can be computed anew at
// any time. Intervals are whole days and have no random part.

import { answersOf, keepCards, state } from "./progress.js";

const PARAMETERS = { enable_fuzz: false, enable_short_term: false };
let library = null;

/** The library, or null where this copy of the site is without it. */
export function scheduler() {
  library ??= import("../vendor/ts-fsrs.mjs").catch(() => null);
  return library;
}

function cardOf(fsrs, answers) {
  const algorithm = fsrs.fsrs(PARAMETERS);
  let card = fsrs.createEmptyCard(new Date(answers[0][0]));
  for (const [at, rating] of answers) card = algorithm.next(card, new Date(at), rating).card;
  return JSON.parse(JSON.stringify(card)); // dates become ISO texts
}

/** Compute the cards of all questions that were answered since theirs was; false without the library. */
export async function scheduleAll() {
  const fsrs = await scheduler();
  if (!fsrs) return false;
  const cards = {};
  for (const [id, item] of Object.entries(state().questions)) {
    const answers = answersOf(item);
    if (!answers.length || (item.card && item.covers === answers.length)) continue;
    cards[id] = { card: cardOf(fsrs, answers), covers: answers.length };
  }
  if (Object.keys(cards).length) keepCards(cards);
  return true;
}
