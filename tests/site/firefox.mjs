// Live blocks in Firefox: `node firefox.mjs PUPPETEER FIREFOX ADDRESS NOTE OTHER` prints what came, as JSON.
// Firefox itself, as people have it, spoken to by WebDriver BiDi. What must come is in test_firefox.py.

const [library, executablePath, address, note, other] = process.argv.slice(2);
const { default: puppeteer } = await import(library);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
const found = { errors: [] };
page.on("pageerror", error => found.errors.push(error.message));

const block = ".j-live[data-number='1']";
const press = what =>
  page.evaluate((block, what) => document.querySelector(`${block} [data-act='${what}']`).click(), block, what);
const output = () => page.evaluate(block => document.querySelector(`${block} .j-live__out`).textContent, block);
const until = pattern =>
  page.waitForFunction(
    (block, pattern) => new RegExp(pattern).test(document.querySelector(`${block} .j-live__status`)?.textContent),
    { timeout: 90_000 },
    block,
    pattern,
  );
const write = code =>
  page.evaluate(
    (block, code) => {
      document.querySelector(`${block} [data-act='edit']:not([hidden])`)?.click();
      const area = document.querySelector(`${block} textarea`);
      area.value = code;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    block,
    code,
  );

try {
  await page.goto(address + note);
  await page.waitForSelector(`${block} [data-act='run']`);
  await press("run");
  await until("Ran in|stopped");
  found.first = await output();

  await write("x = 1\n1 / 0");
  await press("run");
  await until("stopped at line");
  found.error = await output();

  await write("print('before')\nwhile True: pass");
  await press("run");
  await page.waitForFunction(
    block => document.querySelector(`${block} .j-live__out`).textContent.includes("before"),
    { timeout: 90_000 },
    block,
  );
  await press("stop");
  await until("Stopped");
  await write("'after the stop'");
  await press("run");
  await until("Ran in");
  found.stopped = await output();

  await write("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('Two')");
  await press("run");
  await until("Ran in|stopped");
  found.picture = await page.evaluate(async block => {
    const image = document.querySelector(`${block} .j-live__out img`);
    await image.decode();
    return [image.naturalWidth, image.alt];
  }, block);

  await page.evaluate(url => {
    window.kept = true;
    const link = Object.assign(document.createElement("a"), { href: url, textContent: "go" });
    document.querySelector(".md-content").append(link);
    link.click();
  }, address + other);
  await page.waitForFunction(path => location.pathname.endsWith(path), {}, other);
  await page.waitForSelector(`${block} [data-act='run']`);
  await press("run");
  await until("Ran in|stopped");
  found.other = await output();
  found.kept = await page.evaluate(() => window.kept === true);
} finally {
  console.log(JSON.stringify(found));
  await browser.close();
}
