// node examine.mjs FOLDER: opens the report of each run below the folder and looks at it. Exits with 1
// when something isn't as it should be. Beside each report it leaves pictures of it.
import { isDeepStrictEqual } from 'node:util';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { EXPECTED, TOKEN } from './expected.mjs';
import { leastContrast } from './contrast.mjs';
import { HOSTILE } from './servers.mjs';

const SYMBOLS = { failed: '✗', 'could-not-run': '!', warned: '△', 'known-failing': '~', passed: '✓', 'not-applicable': '–', 'not-run': '·' };
const CARDED = ['failed', 'could-not-run', 'warned', 'known-failing'];
const folder = process.argv[2];
let looked = 0;
const wrong = [];

function equal(actual, expected, what) {
  looked++;
  if (!isDeepStrictEqual(actual, expected)) {
    wrong.push(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
}

function holds(condition, what) {
  equal(Boolean(condition), true, what);
}

const aspect = (check) => check.id.split('/')[1];
const unique = (list) => [...new Set(list)];

/** How many checks came out how, as a cell spells it. */
function spelled(checks) {
  return Object.entries(SYMBOLS)
    .map(([name, symbol]) => [symbol, checks.filter((check) => check.outcome === name).length])
    .filter(([, count]) => count > 0)
    .map(([symbol, count]) => symbol + count)
    .join('');
}

async function open(browser, name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(join(folder, name, 'report.html')).href;
  const heard = { errors: [], requests: [] };
  page.on('pageerror', (error) => heard.errors.push(error.message));
  page.on('console', (message) => heard.errors.push(message.text()));
  page.on('request', (request) => heard.requests.push(request.url()));
  await page.goto(url);
  return { page, heard, url, close: () => context.close() };
}

const visible = (page, selector) => page.locator(selector).filter({ visible: true }).count();

async function openAll(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll('details')].every((details) => details.childElementCount > 1),
  );
}

async function verdict(page, name, report) {
  equal(await page.locator('#verdict h1').innerText(), EXPECTED[name].verdict, `${name}: verdict`);
  const sentence = await page.locator('#verdict p').innerText();
  const failed = report.checks.filter((check) => check.outcome === 'failed').length;
  const stuck = report.checks.filter((check) => ['could-not-run', 'not-run'].includes(check.outcome)).length;
  const applicable = report.checks.filter((check) => check.outcome !== 'not-applicable').length;
  const begins = [`All ${applicable} `, `${failed} of ${applicable} `, `${stuck} of ${applicable} `];
  holds(sentence.startsWith(begins[report.exitCode]), `${name}: the sentence of the verdict counts: ${sentence}`);
  holds((await page.locator('.facts').first().innerText()).includes(report.server), `${name}: the server is named`);
  for (const outcome of unique(report.checks.map((check) => check.outcome))) {
    equal(
      await page.locator(`.facts .count[data-outcome="${outcome}"]`).innerText(),
      String(report.checks.filter((check) => check.outcome === outcome).length),
      `${name}: number of ${outcome}`,
    );
  }
}

async function matrix(page, name, report) {
  const cells = await page.locator('.matrix .cell').evaluateAll((all) =>
    all.map((cell) => [cell.dataset.operation + '/' + cell.dataset.aspect, cell.innerText.replace(/\s/g, '')]),
  );
  const places = unique(report.checks.map((check) => check.operationId + '/' + aspect(check)));
  const expected = places.map((place) => [
    place,
    spelled(report.checks.filter((check) => check.operationId + '/' + aspect(check) === place)),
  ]);
  equal(cells.sort(), expected.sort(), `${name}: cells of the matrix`);
}

async function coverage(page, name, report) {
  for (const kind of unique(report.coverage.map((row) => row.kind))) {
    const rows = report.coverage.filter((row) => row.kind === kind);
    const own = page.locator(`.coverage [data-kind="${kind}"]`);
    const exercised = rows.filter((row) => row.exercised).length;
    equal(await own.locator('.figure').innerText(), `${exercised} of ${rows.length}`, `${name}: coverage, ${kind}`);
    const text = (await own.textContent()) ?? '';
    const unexplained = rows.filter(
      (row) => !row.exercised && !(row.reason && text.includes(row.name) && text.includes(row.reason)),
    );
    equal(unexplained, [], `${name}: not exercised, without a reason`);
  }
}

async function filters(page, name, report) {
  const shows = async (wanted, what) => {
    const checks = report.checks.filter(wanted);
    equal(await visible(page, '.checks > li'), checks.length, `${name}: rows, ${what}`);
    const cards = checks.filter((check) => CARDED.includes(check.outcome)).length;
    equal(await visible(page, '.card'), cards, `${name}: cards, ${what}`);
    equal(
      await page.locator('#shown').innerText(),
      `${checks.length} of ${report.checks.length} shown`,
      `${name}: count, ${what}`,
    );
  };
  await shows(() => true, 'at first');
  await page.fill('#filter-text', 'SCHEMA getusage');
  await shows((check) => {
    const text = [check.id, check.clause, check.message, check.expected, check.actual].join(' ').toLowerCase();
    return text.includes('schema') && text.includes('getusage');
  }, 'by text');
  await page.fill('#filter-text', '');
  for (const outcome of unique(report.checks.map((check) => check.outcome))) {
    await page.selectOption('#filter-outcome', outcome);
    await shows((check) => check.outcome === outcome, outcome);
  }
  await page.selectOption('#filter-operation', 'getUsageReport');
  await page.selectOption('#filter-outcome', '');
  await shows((check) => check.operationId === 'getUsageReport', 'by operation');
  await page.click('#filter-clear');
  await shows(() => true, 'cleared');
  const cell = page.locator('.matrix .cell[data-operation="getUsageReport"][data-aspect="query"]');
  await cell.click();
  const own = (check) => check.operationId === 'getUsageReport' && aspect(check) === 'query';
  await shows(own, 'by cell');
  equal(await cell.getAttribute('aria-pressed'), 'true', `${name}: the cell is pressed`);
  await cell.focus();
  await page.keyboard.press('Enter');
  await shows(() => true, 'cell released by key');
  await page.locator('.matrix thead button', { hasText: 'schema' }).click();
  await shows((check) => aspect(check) === 'schema', 'by aspect');
  await page.click('#filter-clear');
}

async function keyboard(page, name) {
  const seen = [];
  await page.locator('nav a').first().focus();
  const stops = await page.locator('a, button, input, select, summary, [tabindex]').count();
  for (let i = 0; i < stops && !seen.includes('filter-clear'); i++) {
    await page.keyboard.press('Tab');
    seen.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.className));
  }
  const cells = await page.locator('.matrix .cell').count();
  equal(seen.filter((what) => String(what).startsWith('cell ')).length, cells, `${name}: cells reached by Tab`);
  holds(seen.includes('filter-text') && seen.includes('filter-clear'), `${name}: filters reached by Tab`);
}

/** From the verdict to a check that decided it, and to the command that sends its request again: two clicks. */
async function clicks(page, name, report) {
  const deciding = ['', 'failed', 'could-not-run'][report.exitCode];
  const causes = page.locator('#verdict .causes');
  equal(await causes.count(), deciding ? 1 : 0, `${name}: causes below the verdict`);
  if (!deciding) return;
  await page.fill('#filter-text', 'no check has this');
  await causes.locator('a').first().click();
  const id = await page.evaluate(() => document.querySelector(':target')?.dataset.id);
  const check = report.checks.find((one) => one.id === id);
  equal(check?.outcome, deciding, `${name}: a cause leads to a check that decided`);
  const card = page.locator('.card:target');
  holds(await card.isVisible(), `${name}: the card of the cause is shown`);
  if (check?.curl) {
    equal(await card.locator('.curl').isVisible(), false, `${name}: the command is folded`);
    await card.locator('.again summary').click();
    equal(await card.locator('.curl').innerText(), check.curl, `${name}: the command, after two clicks`);
  }
  holds(check?.curl || deciding !== 'failed', `${name}: a failure has its command`);
}

async function problems(page, name, report) {
  const failures = report.checks.filter((check) => CARDED.includes(check.outcome));
  equal(await page.locator('.card').count(), failures.length, `${name}: cards`);
  await openAll(page);
  const cards = await page.locator('.card').evaluateAll((all) =>
    all.map((card) => ({ id: card.dataset.id, text: card.textContent, exchanges: card.querySelectorAll('.exchange').length })),
  );
  for (const check of failures) {
    const card = cards.find(({ id }) => id === check.id);
    holds(card?.text.includes(check.clause), `${name}: clause of ${check.id}`);
    equal(card?.exchanges, check.exchanges?.length ?? 0, `${name}: exchanges of ${check.id}`);
    for (const part of [check.expected ?? check.message, check.actual ?? '', check.exchanges?.[0]?.request ?? '']) {
      holds(card?.text.includes(part), `${name}: ${check.id} shows ${part}`);
    }
  }
  const linked = page.locator('.checks a').first();
  if (failures.length > 0) {
    await linked.click();
    equal(
      await page.evaluate(() => document.querySelector(':target')?.dataset.id),
      await linked.innerText(),
      `${name}: a row leads to its card`,
    );
  }
  const html = await page.content();
  holds(!html.includes(TOKEN), `${name}: no token on the page`);
  holds(failures.every((check) => !check.exchanges) || html.includes('Bearer [token]'), `${name}: the place of the token is shown`);
}

async function nothingRuns(page, name) {
  equal(await page.evaluate(() => window.pwned), undefined, `${name}: no script of the server's runs`);
  equal(await page.locator('img, b, iframe').count(), 0, `${name}: no element of the server's`);
  equal(await page.locator('script').count(), 2, `${name}: scripts`);
  if (name === 'hostile') {
    const body = await page.locator('.exchange .body').first().innerText();
    holds(body.includes(JSON.stringify(HOSTILE)), `${name}: the server's words are there as text`);
  }
}

async function fits(page, name, width) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  equal(content, window, `${name}: width at ${width} px`);
}

async function looks(browser, name) {
  const backgrounds = {};
  for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 360], ['dark', 360]]) {
    const { page, close } = await open(browser, name, { colorScheme: scheme, viewport: { width, height: 900 } });
    await page.screenshot({ path: join(folder, name, `${scheme}-${width}.png`) });
    await openAll(page);
    await fits(page, name, width);
    backgrounds[scheme] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const least = await page.evaluate(leastContrast);
    holds(least.contrast >= 4.5, `${name}: contrast in ${scheme}: ${JSON.stringify(least)}`);
    if (scheme === 'dark') {
      await page.emulateMedia({ media: 'print' });
      equal(
        await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
        'rgb(255, 255, 255)',
        `${name}: paper`,
      );
    }
    await close();
  }
  holds(backgrounds.light !== backgrounds.dark, `${name}: dark has its own background`);
}

async function examine(browser, name) {
  const report = JSON.parse(await readFile(join(folder, name, 'report.json'), 'utf8'));
  const { page, heard, url, close } = await open(browser, name, { viewport: { width: 1280, height: 900 } });
  await verdict(page, name, report);
  await matrix(page, name, report);
  await coverage(page, name, report);
  await filters(page, name, report);
  await keyboard(page, name);
  await clicks(page, name, report);
  await problems(page, name, report);
  await nothingRuns(page, name);
  equal(heard.errors, [], `${name}: errors`);
  equal(heard.requests, [url], `${name}: requests`);
  await close();
  await looks(browser, name);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  for (const name of Object.keys(EXPECTED)) {
    await examine(browser, name);
  }
} finally {
  await browser.close();
}
wrong.forEach((line) => console.error(line.slice(0, 600)));
console.log(`${looked} things looked at on ${Object.keys(EXPECTED).length} pages, ${wrong.length} wrong`);
process.exitCode = wrong.length === 0 ? 0 : 1;
