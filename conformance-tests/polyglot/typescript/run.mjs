// node run.mjs JAVA CLASSPATH: starts a sandbox and asks it through the compiled client.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import calls from '../target/typescript/js/typescript/calls.js';

const [, , java, classPath] = process.argv;
const launcher = fileURLToPath(new URL('../ServeSandbox.java', import.meta.url));
const sandbox = spawn(java, ['-cp', classPath, launcher], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
try {
  const ended = once(sandbox, 'exit').then(([code]) => {
    throw new Error(`the sandbox ended with ${code}`);
  });
  const line = once(createInterface({ input: sandbox.stdout }), 'line');
  const [baseUrl] = await Promise.race([line, ended]);
  ended.catch(() => {});

  assert.equal(await calls.totalMinutesUsed(baseUrl, 'token'), 305);
  await assert.rejects(calls.totalMinutesUsed(baseUrl, ''), (e) => e.response?.status === 401);
  console.log('typescript: getActionsBilling agrees');
} finally {
  sandbox.stdin.end();
}
