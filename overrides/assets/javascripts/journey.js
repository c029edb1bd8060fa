// A box that scrolls sideways is reached by keyboard only when it can be focused. Whether it scrolls is
// asked when it comes near the window: asking all of them at once would lay out the whole page.
// Material's document$ fires on each instant navigation as well as on the first load.
const boxes = "div.arithmatex, .jn-html, .j-scroll, .md-typeset__scrollwrap, .md-typeset pre > code, pre.jn-text";

function reach(box) {
  if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
  else if (box.tabIndex === 0 && !box.hasAttribute("role")) box.removeAttribute("tabindex");
}

const near = new IntersectionObserver(
  entries => {
    for (const entry of entries) if (entry.isIntersecting) reach(entry.target);
  },
  { rootMargin: "400px" },
);
const watchBoxes = () => {
  near.disconnect();
  for (const box of document.querySelectorAll(boxes)) near.observe(box);
};
if (typeof document$ !== "undefined") document$.subscribe(() => requestAnimationFrame(watchBoxes));
window.addEventListener("resize", () => requestAnimationFrame(watchBoxes), { passive: true });

// The theme puts the buttons of each code block into a landmark of its own, all without a name.
let blocks = 0;
new MutationObserver(() => {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([aria-label])"))
    nav.setAttribute("aria-label", `Code block ${++blocks}`);
}).observe(document.body, { childList: true, subtree: true });

// Glossary terms explain themselves on hover, by keyboard and by touch. The theme's own tooltips watch
// every element with a title, which costs a phone half a second on a long page; this is one box,
// made when the first term is met. Only terms are reached, and each by Tab once it is in view.
const bubble = document.createElement("div");
bubble.className = "j-bubble";
bubble.setAttribute("role", "tooltip");
bubble.id = "j-bubble";
let term = null;

function hideTerm() {
  if (!term) return;
  term.title = term.dataset.title;
  term.removeAttribute("aria-describedby");
  bubble.remove();
  term = null;
}

function showTerm(event) {
  const found = event.target.closest?.(".md-typeset abbr[title], .md-typeset abbr[data-title]");
  if (!found) return event.type === "click" && hideTerm();
  if (found === term) return;
  hideTerm();
  term = found;
  term.dataset.title = term.title;
  term.removeAttribute("title"); // the browser's own tooltip would come on top
  term.setAttribute("aria-describedby", bubble.id);
  bubble.textContent = term.dataset.title;
  document.body.append(bubble);
  const at = term.getBoundingClientRect();
  const wide = Math.min(bubble.offsetWidth, innerWidth - 16);
  bubble.style.left = `${scrollX + Math.max(8, Math.min(at.left, innerWidth - wide - 8))}px`;
  bubble.style.top = `${scrollY + at.bottom + 4}px`;
}

for (const kind of ["pointerover", "focusin", "click"]) document.addEventListener(kind, showTerm);
document.addEventListener("pointerout", event => event.target === term && hideTerm());
document.addEventListener("focusout", hideTerm);
document.addEventListener("keydown", event => event.key === "Escape" && hideTerm());
const termsInView = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) entry.target.tabIndex = 0;
});
const watchTerms = () => {
  hideTerm();
  for (const item of document.querySelectorAll(".md-typeset abbr[title]")) termsInView.observe(item);
};
if (typeof document$ !== "undefined") document$.subscribe(() => requestAnimationFrame(watchTerms));

// What a page can do beyond being read comes as modules, fetched only where a page has use for them. Each
// exports attach(root), which makes the elements of a page work, once for each page.
const scripts = document.currentScript.src.replace(/[^/]*$/, "");
const features = [
  [".j-live", "live.js"],
  [".j-exercise", "exercises.js"],
  [".j-questions", "selfcheck.js"],
  ["#j-review", "review.js"],
  ["[data-progress]", "progress.js"],
];
const started = new Set(); // asked on each later page too: what still runs for the page before ends there
const attachAll = async () => {
  const here = aimed();
  const moved = new AbortController();
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(kind, () => moved.abort(), { passive: true, signal: moved.signal });
  for (const [selector, name] of features) if (document.querySelector(selector)) started.add(name);
  await Promise.allSettled([...started].map(name => import(scripts + name).then(module => module.attach(document))));
  for (let frame = 0; here && frame < 3 && !moved.signal.aborted; frame++) {
    await new Promise(requestAnimationFrame);
    if (here.again) here.target.scrollIntoView();
    else scrollBy({ top: here.target.getBoundingClientRect().top - here.top, behavior: "instant" });
  }
  moved.abort();
};

// What a link points to keeps its place on the screen while what stands above it grows or shrinks, unless
// the reader moves on meanwhile. A page that was loaded again keeps the place that the reader had.
function aimed() {
  const target = location.hash && document.getElementById(decoded(location.hash.slice(1)));
  const top = target && target.getBoundingClientRect().top;
  if (!target || top < 0 || top > innerHeight) return null;
  return { target, top, again: performance.getEntriesByType("navigation")[0]?.type === "navigate" };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Reading comes first: they are fetched once the page is there and the browser has nothing else to do.
const loaded = new Promise(done => {
  if (document.readyState === "complete") done();
  else window.addEventListener("load", done, { once: true });
});
const idle = () =>
  new Promise(done => {
    if (window.requestIdleCallback) requestIdleCallback(done, { timeout: 1000 });
    else setTimeout(done, 200);
  });
if (typeof document$ !== "undefined") document$.subscribe(() => loaded.then(idle).then(attachAll));

// The theme looks for each word of a query as the beginning of a word, so "what is a commit" would find all that begins
// with an a, and titles first. The index leaves such words out anyway; here the query does, too. Quotations stay as they
// are, and so does the last word, which may be the beginning of a longer one.
const EMPTY = new Set(
  ("a an and any are as at be but by can did do does for from get has have how i if in into is it its may my no not of off " +
    "on or our so some than that the their then there these they this to was we what when where which while who why will " +
    "with would you your").split(" "),
);
const QUERY = 2; // the theme's message to its search
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message, ...rest) {
  if (message?.type === QUERY && typeof message.data === "string" && !message.data.includes('"')) {
    const words = message.data.trim().split(/\s+/);
    const kept = words.filter((word, place) => place === words.length - 1 || !EMPTY.has(word.toLowerCase()));
    message = { ...message, data: kept.join(" ") };
  }
  return postMessage.call(this, message, ...rest);
};
