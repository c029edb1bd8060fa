// Small helpers of the modules that show progress and questions: elements, dates, the style sheet.

const SHEET = new URL("../stylesheets/memory.css", import.meta.url).href;
export const SITE = new URL("../../", import.meta.url); // the site's root
let sheet = null;
let loaded = null;

/** Load the style sheet once; resolves when it is there, and also when it cannot be had. */
export function styles() {
  if (sheet?.isConnected) return loaded;
  sheet = make("link", { rel: "stylesheet", href: SHEET });
  loaded = new Promise(done => {
    sheet.onload = sheet.onerror = done;
  });
  document.body.append(sheet); // the head is exchanged by instant navigation
  return loaded;
}

/** Make an element with properties and children; a dash in a property's name makes it an attribute. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** Make an element of HTML that the site itself wrote; its links are relative to the site's root. */
export function fromHtml(tag, html, properties = {}) {
  const element = make(tag, { ...properties, innerHTML: html });
  for (const link of element.querySelectorAll("a[href]"))
    link.href = new URL(link.getAttribute("href"), SITE).href;
  return element;
}

/** Write a date as readers do, e.g. "25 November 2026"; `text` is an ISO day or time. */
export function day(text) {
  const date = new Date(text.length > 10 ? text : `${text}T12:00:00Z`);
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", form).format(date);
}

/** Write a count with its noun, e.g. "1 question", "3 questions". */
export const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
