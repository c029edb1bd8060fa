// What a block shows: text as it comes, values, pictures in the colours of the page, mistakes.

const INK = /#0a0b0c/gi; // what Matplotlib's figures are drawn in, see journey/live/_run.py
const VARIABLE = /var\((--[\w-]+)(?:,\s*([^()]*|[^()]*\([^()]*\)[^()]*))?\)/g;
const MOST = 60; // parts of one output

export class Output {
  constructor(label) {
    this.element = document.createElement("div");
    this.element.className = "j-live__out";
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", label);
    this.label = label;
    this.parts = [];
    this.waiting = false;
  }

  // Begins anew; what stands there stays until something new comes, so that nothing flickers.
  begin() {
    this.parts = [];
    this.waiting = true;
  }

  hear(kind, what) {
    if (this.parts.length >= MOST) return;
    if (kind === "out" || kind === "err") this.text(kind, what);
    else if (kind === "value") this.part("value", makeText(what, "j-live__value"));
    else if (kind === "svg") this.part("svg", makePicture(what, this.label));
    else if (kind === "error") this.part("error", makeText(what.text, "j-live__error"));
    else if (kind === "cut")
      this.part("note", makeNote(`Only the first ${what.toLocaleString("en")} characters are shown.`));
    this.show();
  }

  // The run is over: what it did not replace goes.
  finish() {
    this.waiting = true;
    this.show();
  }

  text(kind, what) {
    const last = this.parts.at(-1);
    if (last?.kind === kind) last.element.firstChild.append(what);
    else this.part(kind, makeText(what, kind === "err" ? "j-live__err" : ""));
  }

  part(kind, element) {
    this.parts.push({ kind, element });
  }

  show() {
    const now = this.parts.map(part => part.element);
    if (this.waiting) this.element.replaceChildren(...now);
    else this.element.append(...now.filter(item => item.parentNode !== this.element));
    this.waiting = false;
  }
}

function makeText(text, name) {
  const pre = document.createElement("pre");
  pre.className = `jn-text ${name}`.trim();
  pre.tabIndex = 0;
  const code = document.createElement("code");
  code.textContent = text;
  pre.append(code);
  return pre;
}

function makeNote(text) {
  const note = document.createElement("p");
  note.className = "j-live__note";
  note.textContent = text;
  return note;
}

// As an image, a picture can neither run a script nor fetch anything, whoever wrote the code.
function makePicture(svg, label) {
  const image = new Image();
  image.className = "j-live__picture";
  image.dataset.svg = "";
  image.alt = describe(svg) || `A picture. ${label}`;
  const [width, height] = sizeOf(svg);
  image.width = width;
  image.height = height;
  image.source = svg;
  dress(image);
  return image;
}

function sizeOf(svg) {
  const box = /viewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg);
  return box ? [Math.round(box[1]), Math.round(box[2])] : [640, 400];
}

// Its own description, else the words in it.
function describe(svg) {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const own = root.getAttribute("aria-label");
  if (own) return own;
  const words = [...root.querySelectorAll("text")].map(item => item.textContent.trim());
  const title = words.filter(word => /[a-z]{2}/i.test(word)).slice(0, 8).join(", ");
  return title && `A picture with the words: ${title}`;
}

// Puts the theme's colours and type into a picture.
function dress(image) {
  const style = getComputedStyle(document.body);
  const text = image.source
    .replace(VARIABLE, (_, name, fallback) => style.getPropertyValue(name).trim() || fallback || "")
    .replace(INK, style.getPropertyValue("--j-ink").trim())
    .replace(/^<svg(?![^>]*\sxmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"')
    .replace(/^<svg(?![^>]*\sstyle=)/, `<svg style="font-family:system-ui,sans-serif"`);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

new MutationObserver(() => {
  for (const image of document.querySelectorAll("img[data-svg]")) if (image.source) dress(image);
}).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
