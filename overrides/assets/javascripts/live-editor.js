// A small editor: a textarea whose text is invisible, over the same text coloured. The browser keeps
// undo, selection, spelling of keys and the phone's keyboard; this adds colours and indentation.

const KEYWORDS = new Set(
  ("and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda match nonlocal not or pass raise return try while with yield").split(" "),
);
const CONSTANTS = new Set(["False", "None", "True"]);
const TOKEN =
  /(#[^\n]*)|((?:[rbfuRBFU]{0,2})(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|(@[\w.]+)|(\b(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*\.?[\d_]*(?:[eE][+-]?\d+)?j?)\b)|([A-Za-z_]\w*)/g;
const INDENT = "    ";
const HELP_ID = "j-edit-help";

// Colours Python as the site's own highlighter does, with the same classes.
export function paint(code) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const match of code.matchAll(TOKEN)) {
    const name = kind(match);
    if (!name) continue;
    made.append(code.slice(at, match.index));
    const span = document.createElement("span");
    span.className = name;
    span.textContent = match[0];
    made.append(span);
    at = match.index + match[0].length;
  }
  made.append(code.slice(at));
  return made;
}

function kind([, comment, text, decorator, number, word]) {
  if (comment) return "c1";
  if (text) return "s2";
  if (decorator) return "nd";
  if (number) return "mf";
  if (CONSTANTS.has(word)) return "kc";
  return KEYWORDS.has(word) ? "k" : "";
}

// Turns a highlighted block into an editor in its place.
export function makeEditor(pre, { label, onRun, onInput } = {}) {
  const element = document.createElement("div");
  element.className = "j-edit";
  const shown = document.createElement("pre");
  shown.className = "j-edit__paint highlight";
  shown.setAttribute("aria-hidden", "true");
  const code = document.createElement("code");
  shown.append(code);
  const area = document.createElement("textarea");
  Object.assign(area, { spellcheck: false, autocapitalize: "off", autocomplete: "off", wrap: "off" });
  area.className = "j-edit__text";
  area.setAttribute("autocorrect", "off");
  area.setAttribute("aria-label", label ?? "Python code");
  area.setAttribute("aria-describedby", help());
  element.append(shown, area);

  const refresh = () => {
    code.replaceChildren(paint(area.value), "\n");
    shown.scrollLeft = area.scrollLeft;
  };
  area.addEventListener("input", () => {
    refresh();
    onInput?.(area.value);
  });
  area.addEventListener("scroll", () => (shown.scrollLeft = area.scrollLeft), { passive: true });
  area.addEventListener("keydown", keys(area, onRun));
  area.value = pre.textContent.replace(/\n$/, "");
  refresh();
  pre.replaceWith(element);
  return {
    element,
    focus: () => area.focus(),
    get code() {
      return area.value;
    },
    set code(text) {
      area.value = text;
      refresh();
    },
  };
}

// One hidden sentence for all editors of a page.
function help() {
  if (!document.getElementById(HELP_ID)) {
    const text = document.createElement("p");
    text.id = HELP_ID;
    text.hidden = true;
    text.textContent = "Control and Enter run the code. Tab indents; press Escape first to leave with Tab.";
    document.body.append(text);
  }
  return HELP_ID;
}

function keys(area, onRun) {
  let leaving = false; // after Escape, Tab moves on as everywhere else
  return event => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun?.();
    } else if (event.key === "Escape") {
      leaving = true;
      return;
    } else if (event.key === "Tab" && plain && !leaving) {
      event.preventDefault();
      shift(area, event.shiftKey);
    } else if (event.key === "Enter" && plain && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const line = before(area).split("\n").pop();
      const indent = line.match(/^ */)[0] + (/:\s*(#.*)?$/.test(line) ? INDENT : "");
      type(area, `\n${indent}`);
    } else if (event.key === "Backspace" && plain && area.selectionStart === area.selectionEnd) {
      const line = before(area).split("\n").pop();
      if (/^ +$/.test(line) && line.length % INDENT.length === 0) {
        event.preventDefault();
        area.setSelectionRange(area.selectionStart - INDENT.length, area.selectionStart);
        type(area, "");
      }
    }
    if (event.key !== "Shift") leaving = false;
  };
}

const before = area => area.value.slice(0, area.selectionStart);

// Typed as by hand, so that the browser's undo takes it back.
function type(area, text) {
  const done = text
    ? document.execCommand?.("insertText", false, text)
    : document.execCommand?.("delete", false);
  if (done) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Indents the line, or all lines of a selection; takes an indent away with Shift.
function shift(area, back) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const several = value.slice(from, to).includes("\n");
  if (!back && !several) {
    type(area, " ".repeat(INDENT.length - (before(area).split("\n").pop().length % INDENT.length)));
    return;
  }
  const first = value.lastIndexOf("\n", from - 1) + 1;
  const end = value.indexOf("\n", Math.max(to - (several && value[to - 1] === "\n"), first));
  const last = end < 0 ? value.length : end;
  const lines = value.slice(first, last).split("\n");
  const moved = lines.map(line => (back ? line.replace(/^ {1,4}/, "") : line && INDENT + line));
  area.setSelectionRange(first, last);
  type(area, moved.join("\n"));
  if (several) area.setSelectionRange(first, first + moved.join("\n").length);
  else area.setSelectionRange(...Array(2).fill(Math.max(first, from - (lines[0].length - moved[0].length))));
}
