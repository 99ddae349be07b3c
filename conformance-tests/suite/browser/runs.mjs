// node runs.mjs FOLDER: lets the suite judge a sandbox and servers that don't conform; one report each.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { empty, hostile, limited } from './servers.mjs';
import { EXPECTED, KNOWN, TOKEN } from './expected.mjs';

const folder = process.argv[2];
const ghbilling = fileURLToPath(new URL('../../../ghbilling', import.meta.url));

async function judge(name, baseUrl, ...more) {
  const suite = spawn(
    ghbilling,
    ['conformance', '--base-url', baseUrl, '--enterprise', 'octo-enterprise', '--report', join(folder, name), ...more],
    { env: { ...process.env, GH_TOKEN: TOKEN }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  suite.stderr.on('data', (text) => (said += text));
  const [code] = await once(suite, 'close');
  if (code !== EXPECTED[name].exitCode) {
    throw new Error(`${name}: the suite exited with ${code}\n${said.slice(-2000)}`);
  }
}

async function judgeServer(name, start, ...more) {
  const server = await start();
  try {
    await judge(name, `http://127.0.0.1:${server.address().port}`, ...more);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function judgeSandbox() {
  const sandbox = spawn(ghbilling, ['sandbox'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const url = await Promise.race([
      once(createInterface(sandbox.stdout), 'line').then(([line]) => line),
      once(sandbox, 'exit').then(() => Promise.reject(new Error('the sandbox ended'))),
    ]);
    await judge('sandbox', url, '--allow-writes');
  } finally {
    sandbox.kill();
  }
}

const known = join(folder, 'known-failing.txt');
await writeFile(known, KNOWN + '\n');
await judgeSandbox();
await judgeServer('empty', empty, '--baseline', known);
await judgeServer('hostile', hostile);
await judgeServer('limited', limited);
