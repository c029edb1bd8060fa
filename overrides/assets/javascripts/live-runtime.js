// The page's side of the browser's Python: one worker for all pages, made on the first click and kept
// across instant navigation. What it runs waits in a queue; stopping means ending the worker.

const base = new URL("../live/", import.meta.url);

let asking = null; // the site's configuration, once it was asked for
let worker = null;
let ready = false;
let current = null;
let tries = 0;
const queue = [];
const listeners = new Set();

// Counts the workers: what ran in an earlier one is gone.
export let generation = 0;

export class Stopped extends Error {}

// What the site has, in a small file that is never taken from a cache, so that it names files that are there.
export function config() {
  asking ??= fetch(new URL("config.json", base), { cache: "no-cache" })
    .then(answer => (answer.ok ? answer.json() : { available: false }))
    .catch(() => {
      asking = null;
      return { available: false, offline: true };
    });
  return asking;
}

export async function available() {
  return (await config()).available === true;
}

// Hears of each new worker; returns how to stop hearing.
export function onRestart(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Runs a block: { page, code, name, values, needs }. `on.told(kind, what)` hears its output,
// `on.progress({ what, loaded, total })` how loading goes.
export function runBlock(request, on = {}) {
  return submit({ type: "block", ...request }, on);
}

// Runs an exercise's checks on a reader's code.
export async function runChecks({ code, checks }, { onProgress } = {}) {
  const progress = state => onProgress?.(describe(state));
  const { report } = await submit({ type: "checks", code, checks }, { progress });
  if (report.broken) throw new Error(`This exercise's own checks do not run: ${report.broken}`);
  return report;
}

// A line about how loading goes, for the reader.
export function describe({ what, loaded, total }) {
  if (!total || loaded >= total) return `${what} …`;
  const mb = bytes => (bytes / 1e6).toFixed(1);
  return `${what}: ${mb(loaded)} of ${mb(total)} MB`;
}

export function stop(message = "Stopped.") {
  if (!worker) return;
  const again = ready;
  end(new Stopped(message));
  if (again) start(); // so that the next run need not wait for all of it
}

export const busy = () => current !== null;

function submit(request, on) {
  return new Promise((resolve, reject) => {
    queue.push({ request, on, resolve, reject });
    if (!worker) start();
    next();
  });
}

function next() {
  if (current || !ready || !queue.length) return;
  current = queue.shift();
  worker.postMessage(current.request);
}

async function start() {
  const made = new Worker(new URL("live-worker.js", import.meta.url), { type: "module" });
  worker = made;
  ready = false;
  generation += 1;
  for (const listener of listeners) listener(generation);
  made.onmessage = ({ data }) => made === worker && hear(data);
  made.onerror = event => {
    event.preventDefault();
    if (made === worker) fail("The browser could not start the worker that runs Python.");
  };
  const settings = await config();
  if (made !== worker) return;
  if (!settings.available) {
    const why = settings.offline ? "The site cannot be reached." : "This copy of the site has no Python.";
    fail(`${why} The code cannot run here.`);
    return;
  }
  made.postMessage({ type: "init", settings, address: base.href, tries });
}

function hear(data) {
  if (data.type === "progress") {
    for (const job of current ? [current] : queue) job.on.progress?.(data);
  } else if (data.type === "ready") {
    ready = true;
    tries = 0;
    next();
  } else if (data.type === "told") {
    current?.on.told?.(data.kind, data.what);
  } else if (data.type === "done") {
    const job = current;
    current = null;
    job?.resolve(data);
    next();
  } else {
    fail(data.message);
  }
}

// The worker cannot be used: what waited hears why, and the next click tries anew.
function fail(message) {
  tries += 1;
  asking = null;
  end(new Error(message));
}

function end(error) {
  worker?.terminate();
  worker = null;
  ready = false;
  const jobs = [...(current ? [current] : []), ...queue.splice(0)];
  current = null;
  for (const job of jobs) job.reject(error);
}
