// A box that scrolls sideways is reached by keyboard only when it can be focused. Material's
// document$ fires on each instant navigation as well as on the first load.
const boxes = "div.arithmatex, .jn-html, .j-scroll, .md-typeset__scrollwrap, .md-typeset pre > code, pre.jn-text";

function reach() {
  for (const box of document.querySelectorAll(boxes)) {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else if (box.tabIndex === 0 && !box.hasAttribute("role")) box.removeAttribute("tabindex");
  }
}

if (typeof document$ !== "undefined") document$.subscribe(() => requestAnimationFrame(reach));
window.addEventListener("resize", () => requestAnimationFrame(reach), { passive: true });

// The theme puts the buttons of each code block into a landmark of its own, all without a name.
let blocks = 0;
new MutationObserver(() => {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([aria-label])"))
    nav.setAttribute("aria-label", `Code block ${++blocks}`);
}).observe(document.body, { childList: true, subtree: true });
