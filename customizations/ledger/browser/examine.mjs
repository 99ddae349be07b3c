// node examine.mjs FOLDER: opens each bill of the folder on a desktop, a phone and paper, in light and dark. Exits with 1
// when something isn't as it should be. Leaves pictures and a PDF beside each bill.
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { leastContrast } from '../../../conformance-tests/suite/browser/contrast.mjs';

const WIDTHS = [1280, 360];
const MARGINS_MM = 28;
const PAPERS = { A4: 210, Letter: 215.9 };
const PX_PER_MM = 96 / 25.4;
const folder = process.argv[2];
let checks = 0;
const failures = [];

function equal(actual, expected, what) {
  checks++;
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    failures.push(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
}

const holds = (condition, what) => equal(Boolean(condition), true, what);

async function open(browser, name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  const heard = { errors: [], requests: [] };
  page.on('pageerror', (error) => heard.errors.push(error.message));
  page.on('console', (message) => heard.errors.push(message.text()));
  page.on('request', (request) => heard.requests.push(request.url()));
  await page.goto(url);
  return { page, heard, url, close: () => context.close() };
}

const visible = (page, selector) => page.locator(selector).filter({ visible: true });

async function openFigures(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
}

async function fits(page, what) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  equal(content, window, `${what}: width`);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('h1, h2, p, dt, dd, th, td, caption, figcaption, .legend li')]
      .filter((element) => element.checkVisibility() && !element.closest('.scroll'))
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((element) => element.textContent.slice(0, 40)),
  );
  equal(cut, [], `${what}: texts that are cut off`);
  const spilled = await page.evaluate(() =>
    [...document.querySelectorAll('.tiles dd, .calendar td, th, td')]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.textContent.slice(0, 40)),
  );
  equal(spilled, [], `${what}: texts that don't fit their box`);
}

/** What is named, and how: charts, tables, choices, scrolled regions. */
async function names(page, name) {
  await openFigures(page);
  const unnamed = await page.evaluate(() =>
    [...document.querySelectorAll('svg[role=img]')].filter(
      (svg) => !document.getElementById(svg.getAttribute('aria-labelledby'))?.textContent.trim(),
    ).length,
  );
  equal(unnamed, 0, `${name}: charts without a name`);
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id));
  equal(ids.length, new Set(ids).size, `${name}: ids are unique`);
  const charts = await visible(page, 'figure').count();
  equal(charts, 2, `${name}: charts at first`);
  equal(await page.getByRole('img').count(), charts, `${name}: charts in the accessibility tree`);
  for (const table of await visible(page, 'table').all()) {
    holds((await table.locator('caption').innerText()).trim(), `${name}: a table has a caption`);
  }
  for (const region of await visible(page, '.scroll').all()) {
    holds(await region.getAttribute('aria-label'), `${name}: a scrolled region has a name`);
    equal(await region.getAttribute('tabindex'), '0', `${name}: a scrolled region takes the focus`);
  }
  equal(await page.locator('h1').count(), 1, `${name}: one title`);
  equal(await page.locator('html').getAttribute('lang'), 'en', `${name}: language`);
}

/** Each amount that a chart shows when it is pointed at is in the chart's table. */
async function figures(page, name) {
  const missing = await page.evaluate(() =>
    [...document.querySelectorAll('figure')].flatMap((figure) => {
      const table = figure.querySelector('table').textContent;
      const series = [...figure.querySelectorAll('.hint title')]
        .flatMap((title) => title.textContent.split('\n').slice(1))
        .map((line) => line.slice(line.lastIndexOf(': ') + 2));
      return series.filter((amount) => !table.includes(amount));
    }),
  );
  equal(missing, [], `${name}: amounts of charts that are in no table`);
  const exact = await page.evaluate(() =>
    [...document.querySelectorAll('data')].filter((data) => !/^-?\d+(\.\d+)?$/.test(data.value)).map((data) => data.value),
  );
  equal(exact, [], `${name}: exact amounts`);
}

async function keyboard(page, name) {
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement.className), 'skip', `${name}: Tab begins with the link to the figures`);
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement.id), 'amount-net', `${name}: then the switch`);
  const net = await visible(page, 'figure.net, table.net').count();
  equal(await visible(page, 'figure.gross, table.gross').count(), 0, `${name}: no gross at first`);
  await page.keyboard.press('ArrowRight');
  equal(await visible(page, 'figure.net, table.net').count(), 0, `${name}: no net with gross chosen`);
  equal(await visible(page, 'figure.gross, table.gross').count(), net, `${name}: gross by a key`);
  await page.keyboard.press('ArrowLeft');
  const splits = await page.locator('input[name=split]').all();
  for (const split of splits) {
    await split.focus();
    await page.keyboard.press('Space');
    const id = await split.getAttribute('id');
    equal(await visible(page, '.split').count(), 1, `${name}: one split with ${id}`);
    holds(await page.locator(`.split.${id}`).isVisible(), `${name}: the split ${id}`);
  }
  await splits[0].focus();
  await page.keyboard.press('Space');
  const summary = visible(page, 'summary').first();
  await summary.focus();
  await page.keyboard.press('Enter');
  holds(await visible(page, 'figure table').count(), `${name}: figures opened by a key`);
}

async function nothingRuns(page, name) {
  equal(await page.evaluate(() => window.pwned), undefined, `${name}: no script runs`);
  equal(await page.locator('script, img, iframe, link, object').count(), 0, `${name}: no element of a name`);
}

async function colors(page, what) {
  const least = await page.evaluate(leastContrast);
  holds(least.contrast >= 4.5, `${what}: contrast of texts: ${JSON.stringify(least)}`);
  const faint = await page.evaluate(() => {
    const luminance = (color) =>
      [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
        const value = Number(color.match(/[\d.]+/g)[i]) / 255;
        return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      }, 0);
    const page = luminance(getComputedStyle(document.body).backgroundColor);
    const contrast = (color) => {
      const [dark, light] = [luminance(color), page].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    return [...document.querySelectorAll('path.series, path.now, path.before, path.projected, path.budget')]
      .map((path) => [path.getAttribute('class'), getComputedStyle(path)])
      .map(([css, style]) => [css, style.fill === 'none' ? style.stroke : style.fill])
      .filter(([, color]) => contrast(color) < 3);
  });
  equal(faint, [], `${what}: contrast of shapes`);
}

async function paper(browser, name) {
  for (const [format, millimetres] of Object.entries(PAPERS)) {
    const width = Math.floor((millimetres - MARGINS_MM) * PX_PER_MM);
    const { page, close } = await open(browser, name, { colorScheme: 'dark', viewport: { width, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    await fits(page, `${name} on ${format}`);
    const tables = await page.evaluate(
      () => [...document.querySelectorAll('table')].filter((table) => table.getBoundingClientRect().right > innerWidth + 1).length,
    );
    equal(tables, 0, `${name} on ${format}: tables that are cut off`);
    equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)', `${name}: paper is white`);
    holds(
      await page.evaluate(() => document.querySelector('figure.net details table').getBoundingClientRect().height > 0),
      `${name} on ${format}: figures of charts are printed`,
    );
    await page.pdf({ path: join(folder, `${name}-${format}.pdf`), format, printBackground: true });
    await close();
  }
}

async function examine(browser, name) {
  const { page, heard, url, close } = await open(browser, name, { viewport: { width: 1280, height: 900 } });
  await keyboard(page, name);
  await names(page, name);
  await figures(page, name);
  await nothingRuns(page, name);
  equal(heard.errors, [], `${name}: errors`);
  equal(heard.requests, [url], `${name}: requests`);
  await close();
  for (const width of WIDTHS) {
    for (const colorScheme of ['light', 'dark']) {
      const shown = await open(browser, name, { colorScheme, viewport: { width, height: 900 } });
      await shown.page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      await openFigures(shown.page);
      await fits(shown.page, `${name} in ${colorScheme} at ${width} px`);
      await colors(shown.page, `${name} in ${colorScheme}`);
      await shown.close();
    }
  }
  await paper(browser, name);
}

const bills = (await readdir(folder)).filter((file) => file.endsWith('.html')).map((file) => basename(file, '.html'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const bill of bills.sort()) {
    await examine(browser, bill);
  }
} finally {
  await browser.close();
}
failures.forEach((failure) => console.error(failure.slice(0, 600)));
console.log(`${checks} checks of ${bills.length} bills, ${failures.length} failed`);
process.exitCode = failures.length === 0 && bills.length > 0 ? 0 : 1;
