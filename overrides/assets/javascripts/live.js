// Live blocks: each gets Run, Edit, Reset and Stop, and what it shows appears below it. The blocks of a
// page share one namespace; running one runs the earlier ones first where they have not been run.
// Loaded by journey.js on pages that have such blocks; nothing big is fetched before the first click.

import { Controls } from "./live-controls.js";
import { makeEditor } from "./live-editor.js";
import { Output } from "./live-output.js";
import * as runtime from "./live-runtime.js";

export { makeEditor } from "./live-editor.js";
export { available, runChecks, stop } from "./live-runtime.js";

const SHARED = /^#live-([a-z0-9-]+)=([\w-]+)$/;
let blocks = [];
const shared = SHARED.exec(location.hash); // the theme changes the address as the page scrolls

export async function attach(root) {
  leavePage();
  const [there] = await Promise.all([runtime.available(), styles()]);
  if (!there) return;
  for (const element of root.querySelectorAll(".j-live:not([data-ready])")) {
    element.dataset.ready = "";
    blocks.push(new Block(element));
  }
  for (const button of root.querySelectorAll("[data-run-all][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => runAll(blocks.at(-1)));
  }
  openShared();
}

// Blocks of a page that is gone: a run of theirs would hold up the next page.
function leavePage() {
  const gone = blocks.filter(block => !block.element.isConnected);
  if (gone.some(block => block.running)) runtime.stop("The page was left.");
  blocks = blocks.filter(block => block.element.isConnected);
}

// Before the buttons come: one that moved under the finger would not be pressed.
let styled = null;

function styles() {
  styled ??= new Promise(done => {
    const href = new URL("../stylesheets/live.css", import.meta.url).href;
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.onload = link.onerror = done;
    document.head.append(link);
  });
  return styled;
}

async function runAll(last) {
  for (const block of blocks) if (!(await block.run()) || block === last) break;
}

class Block {
  constructor(element) {
    this.element = element;
    this.id = element.dataset.live;
    this.number = Number(element.dataset.number);
    this.name = `block ${this.number}`;
    this.page = location.pathname;
    this.needs = (element.dataset.needs ?? "").split(" ").filter(Boolean);
    this.pre = element.querySelector("pre");
    this.original = this.pre.textContent.replace(/\n$/, "");
    this.place = `journey:edit:${this.page}#${this.id}`;
    this.ran = null; // the worker and the code of its last run
    this.running = false;
    this.again = false;
    this.build();
    const draft = load(this.place);
    if (draft && draft !== this.original) this.edit(draft);
  }

  build() {
    this.recorded = this.element.querySelector(".j-live__recorded");
    this.output = new Output(`Output of ${this.name}`);
    this.controls = new Controls(this.name, () => this.moved());
    this.bar = div("j-live__bar");
    this.runButton = this.button("Run", () => this.runFromHere());
    this.stopButton = this.button("Stop", () => runtime.stop());
    this.editButton = this.button("Edit", () => this.edit(this.code).focus());
    this.resetButton = this.button("Reset", () => this.reset());
    this.linkButton = this.button("Copy link", () => this.copyLink());
    this.status = Object.assign(document.createElement("span"), { className: "j-live__status" });
    this.status.setAttribute("role", "status");
    this.meter = Object.assign(document.createElement("progress"), { hidden: true });
    this.meter.setAttribute("aria-label", "Loading");
    this.bar.append(this.meter, this.status);
    this.element.append(this.bar, this.controls.element, this.output.element);
    if (this.recorded) this.element.append(this.recorded);
    this.show();
  }

  button(text, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.className = "j-live__button";
    made.dataset.act = text.toLowerCase().replace(" ", "-");
    made.setAttribute("aria-label", `${text}: ${this.name}`);
    made.addEventListener("click", act);
    this.bar.append(made);
    return made;
  }

  get code() {
    return this.editor ? this.editor.code : this.original;
  }

  get edited() {
    return this.code !== this.original;
  }

  get stale() {
    return this.ran?.generation !== runtime.generation || this.ran.code !== this.code;
  }

  show() {
    this.runButton.hidden = this.running;
    this.stopButton.hidden = !this.running;
    this.editButton.hidden = Boolean(this.editor);
    this.resetButton.hidden = !this.editor;
    this.linkButton.hidden = !this.edited;
    this.element.toggleAttribute("data-running", this.running);
  }

  edit(text) {
    if (!this.editor) {
      this.editor = makeEditor(this.pre, {
        label: `Code of ${this.name}`,
        onRun: () => this.runFromHere(),
        onInput: () => this.kept(),
      });
      this.element.classList.add("j-live--edit");
    }
    this.editor.code = text;
    this.kept();
    return this.editor;
  }

  kept() {
    save(this.place, this.edited ? this.code : null);
    this.show();
  }

  reset() {
    this.editor.element.replaceWith(this.pre);
    this.editor = null;
    this.element.classList.remove("j-live--edit");
    this.kept();
    this.note("As it was.");
    this.editButton.focus();
  }

  async copyLink() {
    const address = `${location.origin}${location.pathname}#live-${this.id}=${await pack(this.code)}`;
    try {
      await navigator.clipboard.writeText(address);
      this.note("A link to your version is in the clipboard.");
    } catch {
      history.replaceState(history.state, "", address);
      this.note("The address of this page now leads to your version.");
    }
  }

  // Runs this block, and before it those that it may need.
  async runFromHere() {
    if (this.running) return;
    for (const block of blocks)
      if (block.number < this.number && block.stale && !(await block.run()) && block.stopped) return;
    await this.run();
  }

  async run() {
    if (this.running) return false;
    const code = this.code;
    this.running = true;
    this.stopped = false;
    this.error = null;
    this.show();
    this.note(runtime.busy() ? "Waiting …" : "Running …");
    this.output.begin();
    try {
      const { ok, ms } = await runtime.runBlock(
        { page: this.page, code, name: this.name, values: this.controls.values, needs: this.needs },
        { told: (kind, what) => this.hear(kind, what), progress: state => this.loading(state) },
      );
      this.ran = { generation: runtime.generation, code };
      this.output.finish();
      this.done(ok, ms);
      return ok;
    } catch (error) {
      this.failed(error);
      return false;
    } finally {
      this.running = false;
      this.meter.hidden = true;
      this.show();
      this.runButton.textContent = this.stopped && !(this.error instanceof runtime.Stopped) ? "Try again" : "Run";
    }
  }

  hear(kind, what) {
    this.meter.hidden = true;
    if (this.recorded) {
      this.recorded.remove();
      this.recorded = null;
    }
    if (kind === "controls") this.controls.declare(what);
    else this.output.hear(kind, what);
    if (kind === "error") this.line = what.line;
  }

  loading(state) {
    this.meter.hidden = false;
    if (state.loaded < state.total) Object.assign(this.meter, { max: state.total, value: state.loaded });
    else this.meter.removeAttribute("value");
    this.note(runtime.describe(state));
  }

  done(ok, ms) {
    if (ok) this.note(`Ran in ${ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`}.`);
    else this.note(this.line ? `It stopped at line ${this.line}.` : "It stopped with an error.");
    this.line = null;
  }

  failed(error) {
    this.stopped = true;
    this.error = error;
    this.ran = null;
    this.output.show();
    this.note(error.message);
  }

  note(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  // A control moved: only this block runs again, with the newest values, never two at a time.
  async moved() {
    if (this.running) {
      this.again = true;
      return;
    }
    do {
      this.again = false;
      await this.run();
    } while (this.again && !this.stopped);
  }
}

function div(name) {
  return Object.assign(document.createElement("div"), { className: name });
}

function load(place) {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}

function save(place, text) {
  try {
    if (text === null) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, text);
  } catch {
    // No storage: the edit lasts as long as the page.
  }
}

// An edit in an address: compressed, and in letters that every program leaves alone.
async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const data = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = btoa(Array.from(data, byte => String.fromCharCode(byte)).join(""));
  return letters.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpack(letters) {
  const plain = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  const data = Uint8Array.from(plain, letter => letter.charCodeAt(0));
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

let opened = false;

async function openShared() {
  if (!shared || opened) return;
  opened = true;
  const block = blocks.find(item => item.id === shared[1]);
  if (!block) return;
  try {
    block.edit(await unpack(shared[2]));
  } catch {
    block.note("The link that brought you here is damaged; this is the block as it stands.");
    return;
  }
  block.element.scrollIntoView({ block: "center" });
  block.note("This version came with the link. Read it before you run it.");
}
