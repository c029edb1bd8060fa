// Questions that are answered in the page: options become radio buttons, a check says in words whether the
// answer is right, and the explanation opens. Notes and the review page share `makeQuestion`. Without this
// script a note shows the options as a list and the answer behind a disclosure.

import { make, day, styles } from "./memory-dom.js";
import { lastAnswer, questionAnswered, state } from "./progress.js";
import { scheduleAll } from "./schedule.js";

let names = 0;

/**
 * Make a question.
 *
 * `prompt` and `explanation` are elements (the latter a <details>), `choices` is a list of { letter, body }.
 * `onAnswer(right)` is called once per answer; `again` adds a button that takes the answer back.
 * Returns { element, choose(index), check(), answered }.
 */
export function makeQuestion({ prompt, choices, answer, explanation }, { onAnswer, again = false }) {
  const name = `j-quiz-${(names += 1)}`;
  prompt.id ||= `${name}-prompt`;
  const rows = choices.map(({ letter, body }) => makeRow(name, letter, body));
  const status = make("p", { className: "j-quiz__status", role: "status" });
  const button = make("button", { type: "button", className: "md-button j-quiz__check", textContent: "Check answer" });
  const element = make(
    "fieldset",
    { className: "j-quiz", "aria-labelledby": prompt.id },
    prompt,
    make("div", { className: "j-quiz__options" }, ...rows.map(row => row.label)),
    make("div", { className: "j-quiz__actions" }, button, status),
  );
  const question = { element, answered: false, choose, check };

  function choose(index) {
    if (question.answered || !rows[index]) return;
    rows[index].input.checked = true;
    rows[index].input.focus();
  }

  function check() {
    if (question.answered) return;
    const chosen = rows.find(row => row.input.checked);
    if (!chosen) {
      status.textContent = "Choose an option first.";
      return;
    }
    question.answered = true;
    const right = chosen.letter === answer;
    for (const row of rows) {
      row.input.disabled = true;
      if (row.letter === answer) mark(row, "right", right ? "✓ your answer, right" : "✓ the right answer");
      else if (row === chosen) mark(row, "wrong", "✗ your answer, not right");
    }
    status.textContent = right ? "Right." : `Not right. The right answer is ${answer}.`;
    explanation.open = true;
    button.textContent = "Try again";
    button.hidden = !again;
    if (again) button.focus();
    onAnswer(right);
  }

  function reset() {
    question.answered = false;
    for (const row of rows) {
      row.input.disabled = row.input.checked = false;
      row.mark.textContent = "";
      delete row.label.dataset.outcome;
    }
    status.textContent = "";
    explanation.open = false;
    button.textContent = "Check answer";
    rows[0].input.focus();
  }

  button.addEventListener("click", () => (question.answered ? reset() : check()));
  element.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.target.type !== "radio") return;
    event.preventDefault(); // or the same press would also push the button that gets the focus
    check();
  });
  return question;
}

function makeRow(name, letter, body) {
  const input = make("input", { type: "radio", name, value: letter });
  const note = make("span", { className: "j-quiz__mark" });
  const text = make("span", { className: "j-quiz__text" }, body, " ", note);
  const label = make(
    "label",
    { className: "j-quiz__option" },
    input,
    make("span", { className: "j-quiz__letter", textContent: letter }),
    text,
  );
  return { letter, input, mark: note, label };
}

function mark(row, outcome, words) {
  row.label.dataset.outcome = outcome;
  row.mark.textContent = words;
}

/** Turn a question of a note, as the page was built, into one that can be answered. */
function enliven(item) {
  const id = item.dataset.question;
  const list = item.querySelector(":scope > .j-options");
  const choices = [...list.children].map(option => {
    const body = make("span", {}, ...option.childNodes);
    return { letter: option.dataset.letter, body };
  });
  const past = make("p", { className: "j-quiz__past" });
  const question = makeQuestion(
    {
      prompt: item.querySelector(":scope > .j-question__prompt"),
      choices,
      answer: item.dataset.answer,
      explanation: item.querySelector(":scope > details"),
    },
    {
      again: true,
      onAnswer: right => {
        past.remove();
        questionAnswered(id, right);
        scheduleAll();
      },
    },
  );
  list.replaceWith(question.element);
  const last = lastAnswer(state().questions[id]);
  if (last) {
    past.textContent = last.right
      ? `✓ You answered this right on ${day(last.at)}.`
      : `✗ Not right yet: you last tried on ${day(last.at)}.`;
    question.element.querySelector(".j-question__prompt").after(past);
  }
}

/** Enliven the questions of a page. */
export async function attach(root) {
  const items = [...root.querySelectorAll(".j-question[data-question]:not([data-live])")];
  for (const item of items) item.dataset.live = "";
  if (!items.length) return;
  await styles();
  for (const item of items) enliven(item);
}
