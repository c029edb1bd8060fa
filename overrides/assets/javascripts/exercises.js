// Exercises: the starter becomes an editor, its checks run in the browser's Python, hints come one at a
// time and then the solution. Loaded by journey.js on pages that have exercises; the checks are fetched at
// the first click. How code is edited and run is in live.js, what is remembered in progress.js.

const DRAFT = "journey:draft:";
const UNAVAILABLE =
  "The code cannot run in this copy of the site; in a terminal, “journey exercise” runs its checks.";
const fetched = new Map(); // by address: what the checks of a page are
let exercises = [];

export async function attach(root) {
  const found = [...root.querySelectorAll(".j-exercise:not([data-ready])")];
  for (const section of found) section.dataset.ready = "";
  for (const name of ["live.css", "exercises.css"]) style(name);
  const [live, progress] = await Promise.all([
    import("./live.js"),
    import("./progress.js").catch(() => null), // without it nothing is remembered
  ]);
  leavePage(live);
  if (await live.available()) exercises.push(...found.map(section => new Exercise(section, live, progress)));
  else for (const section of found) starterOf(section).after(made("p", "j-exercise__note", UNAVAILABLE));
}

// Exercises of a page that is gone: a run of theirs would hold up the next page.
function leavePage(live) {
  const gone = exercises.filter(item => !item.section.isConnected);
  if (gone.some(item => item.running)) live.stop("The page was left.");
  for (const item of gone) item.forget();
  exercises = exercises.filter(item => item.section.isConnected);
}

function style(name) {
  const href = new URL(`../stylesheets/${name}`, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

const starterOf = section => section.querySelector(".j-exercise__starter");

function made(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function fetchChecks(address) {
  if (!fetched.has(address)) {
    const asked = fetch(address, { cache: "no-cache" }).then(answer => {
      if (!answer.ok) throw new Error("missing");
      return answer.json();
    });
    asked.catch(() => fetched.delete(address)); // the next click tries again
    fetched.set(address, asked);
  }
  return fetched.get(address).catch(() => {
    throw new Error("The checks could not be fetched. Is there a connection?");
  });
}

class Exercise {
  constructor(section, live, progress) {
    Object.assign(this, { section, live, progress });
    this.id = section.dataset.exercise;
    this.address = new URL(section.dataset.checks, location.href).href;
    const words = [...section.querySelector("h3").childNodes].filter(node => !node.matches?.(".headerlink"));
    this.title = words.map(node => node.textContent).join("").trim();
    this.hints = [...section.querySelectorAll(":scope > .j-hint")];
    this.solution = section.querySelector(":scope > .j-solution");
    this.running = false;
    this.tried = false;
    this.build();
    this.restore();
    this.forget = progress?.subscribe?.(() => this.showSolved()) ?? (() => {});
    this.showSolved();
    this.show();
  }

  build() {
    const starter = starterOf(this.section);
    const pre = starter.querySelector("pre");
    this.starter = pre.textContent.replace(/\n$/, "");
    this.editor = this.live.makeEditor(pre, { label: `Your code: ${this.title}`, onRun: () => this.check() });
    starter.addEventListener("input", () => this.edited());
    this.bar = made("div", "j-exercise__bar");
    this.checkButton = this.button("check", "Check", () => this.check());
    this.stopButton = this.button("stop", "Stop", () => this.live.stop());
    this.hintButton = this.button("hint", "Hint", () => this.hint());
    this.solutionButton = this.button("solution", "Solution", () => this.reveal(), "Show it without trying?");
    this.resetButton = this.button("reset", "Reset", () => this.reset(), "Throw your code away?");
    this.progressLine = made("span", "j-exercise__progress"); // not spoken: it changes all the time
    this.bar.append(this.progressLine);
    this.result = made("div", "j-exercise__result");
    this.result.setAttribute("role", "status");
    starter.after(this.bar, this.result);
    for (const item of [...this.hints, this.solution]) item.hidden = true;
  }

  // A button of the bar; with a question, it acts on the second click.
  button(act, text, action, question = "") {
    const button = made("button", "j-exercise__button");
    const words = made("span", "", text);
    button.type = "button";
    button.dataset.act = act;
    button.append(words, made("span", "j-sr", `: ${this.title}`));
    const calm = () => {
      if (button.dataset.sure !== undefined) words.textContent = text;
      delete button.dataset.sure;
    };
    button.addEventListener("click", () => {
      if (!question || button.dataset.sure !== undefined || (act === "solution" && this.tried)) {
        calm();
        action();
      } else {
        button.dataset.sure = "";
        words.textContent = question;
      }
    });
    button.addEventListener("blur", calm);
    button.words = words;
    this.bar.append(button);
    return button;
  }

  show() {
    const left = this.hints.filter(hint => hint.hidden).length;
    const next = this.hints.length - left + 1;
    // Check keeps its place and the focus, so that a double click is not a click on Stop.
    this.checkButton.setAttribute("aria-disabled", this.running);
    if (!this.running && document.activeElement === this.stopButton) this.checkButton.focus();
    this.stopButton.hidden = !this.running;
    this.hintButton.hidden = left === 0;
    this.hintButton.words.textContent = `Hint ${next} of ${this.hints.length}`;
    this.solutionButton.hidden = !this.solution.hidden;
    this.resetButton.hidden = this.editor.code === this.starter;
    if (!this.running) this.progressLine.textContent = "";
  }

  // The draft ------------------------------------------------------------------------------------

  restore() {
    const draft = load(DRAFT + this.id);
    if (draft === null || draft === this.starter) return;
    this.editor.code = draft;
    this.result.append(made("p", "j-exercise__note", "This is your draft from before."));
  }

  edited() {
    const { code } = this.editor;
    save(DRAFT + this.id, code === this.starter ? null : code);
    this.show();
  }

  reset() {
    this.editor.code = this.starter;
    this.edited();
    this.say("As it was at the start.");
    this.editor.focus();
  }

  // Hints and the solution -----------------------------------------------------------------------

  hint() {
    open(this.hints.find(hint => hint.hidden));
    this.show();
  }

  reveal() {
    open(this.solution);
    this.show();
  }

  // The checks -----------------------------------------------------------------------------------

  async check() {
    if (this.running) return;
    this.running = true;
    this.edited();
    this.say("Running the checks …");
    try {
      const { checks } = (await fetchChecks(this.address))[this.id];
      const onProgress = text => (this.progressLine.textContent = text);
      this.report(await this.live.runChecks({ id: this.id, code: this.editor.code, checks }, { onProgress }));
    } catch (error) {
      this.say(error.message);
    } finally {
      this.running = false;
      this.show();
    }
  }

  report({ outcomes, stdout, error }) {
    const passed = outcomes.filter(outcome => outcome.passed).length;
    const solved = !error && outcomes.length > 0 && passed === outcomes.length;
    this.tried = true;
    const all = `All ${outcomes.length} checks passed.`;
    const summary = solved ? all : `${passed} of ${outcomes.length} checks passed.`;
    this.say(error ? "Your code does not run yet." : summary);
    if (error) this.result.append(made("pre", "j-exercise__error", error));
    else this.result.append(this.list(outcomes));
    if (stdout) this.result.append(printed(stdout));
    this.progress?.exerciseTried(this.id, solved);
    this.showSolved(solved);
  }

  list(outcomes) {
    const list = made("ul", "j-outcomes");
    list.setAttribute("aria-label", "Checks");
    list.append(...outcomes.map(outcome => this.outcome(outcome)));
    return list;
  }

  outcome({ name, passed, expected, got, message, line }) {
    const word = passed ? "passed" : "failed";
    const item = made("li", `j-outcome j-outcome--${word}`);
    const mark = made("span", "j-outcome__mark", passed ? "✓" : "✗");
    mark.setAttribute("aria-hidden", "true");
    const head = made("p", "j-outcome__name");
    head.append(mark, made("b", "", ` ${word}: `), name);
    item.append(head);
    if (passed) return item;
    if (message) item.append(made("p", "j-outcome__message", message));
    if (line) item.append(this.way(line));
    const values = made("dl", "j-outcome__values");
    for (const [term, value] of [["expected", expected], ["got", got]]) {
      if (!value) continue;
      const shown = made("dd", "");
      shown.append(made("code", "", value));
      values.append(made("dt", "", term), shown);
    }
    if (values.children.length) item.append(values);
    return item;
  }

  // A button that leads to a line of the reader's code.
  way(line) {
    const button = made("button", "j-exercise__way", `Go to line ${line}`);
    button.type = "button";
    button.addEventListener("click", () => {
      const area = this.editor.element.querySelector("textarea");
      const lines = this.editor.code.split("\n");
      const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      this.editor.focus();
      area?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    });
    return button;
  }

  say(text) {
    this.result.replaceChildren(made("p", "j-exercise__summary", text));
  }

  showSolved(now = false) {
    const solved = now || Boolean(this.progress?.state?.().exercises?.[this.id]?.passed);
    const level = this.section.querySelector(".j-exercise__level");
    if (!solved || level.querySelector(".j-exercise__solved")) return;
    level.append(" · ", made("span", "j-exercise__solved", "✓ solved"));
    this.section.classList.add("j-exercise--solved");
  }
}

function open(details) {
  details.hidden = false;
  details.open = true;
  details.querySelector("summary").focus();
}

function printed(text) {
  const box = made("details", "j-exercise__printed");
  box.append(made("summary", "", "What your code printed"), made("pre", "", text));
  return box;
}

function load(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function save(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // No storage: the draft lasts as long as the page.
  }
}
