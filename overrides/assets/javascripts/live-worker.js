// The browser's Python, in a worker of its own: fetches and checks its files, runs blocks and checks.
// A module worker, made by live-runtime.js on the first click. It never touches the page; it is told
// what to run and tells what comes of it. Ending it is how a block is stopped.

const KEPT = "journey-live"; // the cache of what was checked before; the .wasm stays with the browser
const AT_ONCE = 20; // pieces of printed text that are passed on as they come; after that ...
const PAUSE_MS = 20; // ... one in this time, so that a flood of prints does not drown the page

let base = null;
let config = null;
let python = null;
let bridge = null;
let attempt = 0;
const progress = { loaded: 0, total: 0, what: "" };
const packages = new Set();

const BRIDGE = `
import json
from journey.live import _run

_spaces = {}

def block(page, code, name, values, tell):
    space = _spaces.setdefault(page, {})
    def told(kind, what):
        tell(kind, json.dumps(what))
    return _run.run(code, space, told, name=name, values=json.loads(values))

def imports(code):
    return json.dumps(_run.imports(code))

def checks(code, source):
    from journey.practice import BrokenChecks, run
    try:
        return json.dumps(run(code, source).as_dict())
    except BrokenChecks as error:
        return json.dumps({"broken": str(error)})
`;

self.onmessage = async ({ data }) => {
  try {
    if (data.type === "init") await init(data);
    else if (data.type === "block") await runBlock(data);
    else if (data.type === "checks") await runChecks(data);
  } catch (error) {
    const starting = data.type === "init" || error instanceof Unusable;
    self.postMessage({ type: starting ? "failed" : "fatal", message: sentence(error) });
  }
};

// An error whose message is written for the reader.
class Unusable extends Error {}

const sentence = error =>
  error instanceof Unusable ? error.message : `Python ended unexpectedly: ${error.message ?? error}`;

function tellProgress() {
  self.postMessage({ type: "progress", ...progress });
}

async function init({ settings, address, tries }) {
  config = settings;
  base = address;
  attempt = tries;
  const { core } = config;
  const first = config.packages.numpy;
  const all = [...Object.values(core), ...first, config.journey];
  Object.assign(progress, { loaded: 0, total: total(all), what: "Loading Python and NumPy" });
  tellProgress();
  const plain = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"];
  const [library, wheels, journey] = await Promise.all([
    bytes(core["python_stdlib.zip"]),
    Promise.all(first.map(entry => bytes(entry))),
    bytes(config.journey),
    ...plain.map(name => bytes(core[name], { keep: false })),
  ]);
  progress.what = "Starting Python";
  tellProgress();
  const indexURL = new URL(".", new URL(core["pyodide.mjs"].url, base)).href;
  const [{ loadPyodide }, assembly] = await Promise.all([
    import(new URL(core["pyodide.mjs"].url, base).href),
    import(new URL(core["pyodide.asm.mjs"].url, base).href),
  ]);
  const stdLibURL = URL.createObjectURL(new Blob([library], { type: "application/zip" }));
  python = await loadPyodide({
    indexURL,
    packageBaseUrl: indexURL, // or it would name an address elsewhere as its fallback
    createPyodideModule: assembly.default,
    stdLibURL,
    lockFileContents: { info: config.info, packages: {} },
    env: { MPLBACKEND: "agg" },
  });
  URL.revokeObjectURL(stdLibURL);
  for (const wheel of [...wheels, journey]) python.unpackArchive(wheel, "wheel");
  packages.add("numpy");
  python.runPython("import importlib; importlib.invalidate_caches(); import numpy");
  bridge = python.toPy({});
  python.runPython(BRIDGE, { globals: bridge });
  self.postMessage({ type: "ready" });
  forgetOld();
}

const total = entries => entries.reduce((sum, entry) => sum + entry.size, 0);

// A group of packages beyond the first ones, when a block needs it.
async function load(group) {
  const entries = config.packages[group];
  if (!entries || packages.has(group)) return;
  Object.assign(progress, { loaded: 0, total: total(entries), what: `Loading ${group}` });
  tellProgress();
  for (const wheel of await Promise.all(entries.map(entry => bytes(entry))))
    python.unpackArchive(wheel, "wheel");
  python.runPython(`import importlib; importlib.invalidate_caches(); import ${group}`);
  packages.add(group);
}

// The bytes of a file, from the cache or the site, and only if their sum is right.
async function bytes(entry, { keep = true } = {}) {
  const url = new URL(entry.url, base).href;
  const name = entry.url.split("/").pop();
  const store = keep ? await openStore() : null;
  const kept = await store?.match(url);
  if (kept) {
    const data = await kept.arrayBuffer();
    if ((await sumOf(data)) === entry.sha256) {
      progress.loaded += entry.size;
      tellProgress();
      return data;
    }
    await store.delete(url);
  }
  let answer;
  try {
    answer = await fetch(url, attempt ? { cache: "reload" } : {});
  } catch {
    throw new Unusable(`The file ${name} could not be fetched. Is there a connection?`);
  }
  if (!answer.ok)
    throw new Unusable(`The file ${name} is missing on this site (status ${answer.status}).`);
  const data = await read(answer, name);
  if ((await sumOf(data)) !== entry.sha256)
    throw new Unusable(`The file ${name} is not the one that this site was built with, so it is not run.`);
  try {
    await store?.put(url, new Response(data));
  } catch {
    // No room: the next visit fetches it again.
  }
  return data;
}

async function read(answer, name) {
  const parts = [];
  let size = 0;
  try {
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      size += part.value.length;
      progress.loaded += part.value.length;
      tellProgress();
    }
  } catch {
    throw new Unusable(`The connection broke while ${name} was fetched.`);
  }
  const data = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return data.buffer;
}

async function sumOf(data) {
  if (!self.crypto?.subtle)
    throw new Unusable("This browser checks files only on a safe address (https), so nothing is run.");
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...sum].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

async function openStore() {
  try {
    return await caches.open(KEPT);
  } catch {
    return null; // some private windows have none
  }
}

// Files of earlier versions of the site go, once this one runs.
async function forgetOld() {
  const store = await openStore();
  if (!store) return;
  const groups = Object.values(config.packages).flat();
  const wanted = [...Object.values(config.core), ...groups, config.journey];
  const urls = new Set(wanted.map(entry => new URL(entry.url, base).href));
  for (const request of await store.keys()) if (!urls.has(request.url)) await store.delete(request);
}

async function prepare(code, needs = []) {
  const wanted = [...JSON.parse(bridge.get("imports")(code)), ...needs];
  for (const name of wanted) await load(name === "pylab" ? "matplotlib" : name);
}

async function runBlock({ page, code, name, values, needs }) {
  await prepare(code, needs);
  const start = performance.now();
  let waiting = null;
  let passed = 0;
  const flush = () => {
    if (!waiting) return;
    self.postMessage({ type: "told", ...waiting });
    waiting = null;
    passed += 1;
  };
  const tell = (kind, json) => {
    const what = JSON.parse(json);
    if (kind !== "out" && kind !== "err") {
      flush();
      self.postMessage({ type: "told", kind, what });
      return;
    }
    if (waiting && waiting.kind !== kind) flush();
    waiting = { kind, what: (waiting?.what ?? "") + what };
    if (passed < AT_ONCE + (performance.now() - start) / PAUSE_MS) flush();
  };
  const ok = bridge.get("block")(page, code, name, JSON.stringify(values ?? {}), tell);
  flush();
  self.postMessage({ type: "done", ok, ms: performance.now() - start });
}

async function runChecks({ code, checks }) {
  await prepare(`${code}\n`);
  await prepare(checks);
  const start = performance.now();
  const report = JSON.parse(bridge.get("checks")(code, checks));
  self.postMessage({ type: "done", ok: !report.broken, report, ms: performance.now() - start });
}
