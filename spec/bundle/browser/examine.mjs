// node examine.mjs FOLDER: opens the page in the folder at the size of a desktop and of a phone, and checks its contents.
// Exits with 1 when a check fails. Writes a screenshot of each size beside the page.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const LANGUAGES = ['Java', 'curl', 'TypeScript', 'Python', 'Go'];
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
const folder = process.argv[2];
const contract = JSON.parse(await readFile(join(folder, 'openapi.json'), 'utf8'));
let checks = 0;
const failures = [];

function check(condition, what) {
  checks++;
  if (!condition) {
    failures.push(what);
  }
}

function resolved(node) {
  return node.$ref ? node.$ref.split('/').slice(1).reduce((place, key) => place[key], contract) : node;
}

const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({
    ...item[method],
    path,
    parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolved),
  })),
);
check(operations.length > 0, 'the contract has operations');

async function operation(page, shown, size) {
  const what = (text) => `${size}: ${shown.operationId}: ${text}`;
  const section = page.locator(`[id="operation/${shown.operationId}"]`);
  await showOnly(page, section);
  await section.scrollIntoViewIfNeeded();
  const text = await section.innerText();
  check(text.includes(shown.summary), what('its summary'));
  check(text.includes(shown.path), what('its path'));
  for (const parameter of shown.parameters) {
    check(text.includes(parameter.name), what(`parameter ${parameter.name}`));
  }
  for (const status of Object.keys(shown.responses)) {
    check(text.includes(status), what(`status ${status}`));
  }
  for (const token of shown['x-tokens']?.accepted ?? []) {
    for (const granted of [...(token.scopes ?? []), ...(token.permissions ?? [])]) {
      check(text.includes(granted), what(`token with ${granted}`));
    }
  }
  const documented = Object.values(shown.responses)
    .flatMap((response) => Object.values(resolved(response).content ?? {}))
    .find((content) => content.examples?.documented);
  if (documented) {
    const first = Object.keys(documented.examples.documented.value)[0];
    check(text.includes(`"${first}":`), what('its documented example'));
  }
  const tabs = section.getByRole('tab');
  for (const language of LANGUAGES) {
    const tab = tabs.filter({ hasText: new RegExp(`^${language}$`) });
    const found = await tab.count();
    check(found === 1, what(`one call in ${language}`));
    if (found !== 1) {
      continue;
    }
    await tab.click();
    const code = await section.locator('.react-tabs__tab-panel--selected').first().innerText();
    check(code.toLowerCase().includes(named(shown, language)), what(`the call in ${language}`));
    check(!/undefined|\[object/.test(code), what(`no placeholder in ${language}`));
  }
}

/** Shows one operation or, without a section, all: with all on the page, each click lays out every one again. */
async function showOnly(page, section) {
  return page.locator('[id^="operation/"]').evaluateAll(
    (all, shown) => all.forEach((one) => (one.style.display = !shown || one === shown ? '' : 'none')),
    section && (await section.elementHandle()),
  );
}

/** Returns what the sample of an operation contains in a language, in lower case. */
function named(shown, language) {
  const spelled = {
    curl: 'curl',
    TypeScript: shown.path,
    Python: shown.operationId.replace(/([A-Z])/g, '_$1'),
  };
  return (spelled[language] ?? shown.operationId).toLowerCase();
}

async function size(browser, name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const messages = [];
  page.on('pageerror', (error) => messages.push(error.message));
  page.on('console', (message) => messages.push(message.text()));
  page.on('request', (request) => {
    if (/^(https?|file):/.test(request.url()) && !request.isNavigationRequest()) {
      messages.push(`request for ${request.url()}`);
    }
  });
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  for (const shown of operations) {
    await operation(page, shown, name);
  }
  await showOnly(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(wide <= 0, `${name}: no horizontal scrolling (${wide} px)`);
  check(messages.length === 0, `${name}: no error, no request: ${messages.join('; ')}`);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
await Promise.all([
  size(browser, 'desktop', { viewport: { width: 1280, height: 900 } }),
  size(browser, 'phone', { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true }),
]);
await browser.close();

failures.forEach((message) => console.error(message));
console.log(`${checks} checks of ${operations.length} operations at 2 sizes, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
