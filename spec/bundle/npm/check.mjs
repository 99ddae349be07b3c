// node check.mjs PACKAGE VERSION CONSUMER: packs the npm package, installs it in the empty project CONSUMER, and uses it there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, version, consumer] = process.argv.slice(2);
const here = fileURLToPath(new URL('.', import.meta.url));
const tool = (name, ...args) => {
  try {
    execFileSync(join(here, 'node_modules', '.bin', name), args, { cwd: consumer, stdio: 'pipe' });
  } catch (e) {
    throw new Error(`${name} ${args.join(' ')}\n${e.stdout}${e.stderr}`);
  }
};
const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

await rm(consumer, { recursive: true, force: true });
await mkdir(consumer, { recursive: true });
const [packed] = JSON.parse(npm(folder, 'pack', '--silent', '--json', '--pack-destination', resolve(consumer)));
assert.equal(packed.version, version, "npm's version is Maven's");
const tarball = join(resolve(consumer), packed.filename);
tool('publint', 'run', tarball, '--strict');
// CommonJS can import() it; a YAML file has no types.
tool('attw', tarball, '--profile', 'esm-only', '--exclude-entrypoints', './openapi.yaml');

const { devDependencies } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
await writeFile(join(consumer, '.npmrc'), 'fund=false\naudit=false\nupdate-notifier=false\n');
await writeFile(
  join(consumer, 'package.json'),
  JSON.stringify({
    private: true,
    type: 'module',
    dependencies: {
      'ghbilling-spec': `file:${packed.filename}`,
      'openapi-fetch': devDependencies['openapi-fetch'],
    },
  }),
);
npm(consumer, 'install', '--silent', '--prefer-offline', '--ignore-scripts');

const contract = JSON.parse(await readFile(join(folder, 'openapi.json'), 'utf8'));
const answers = Object.values(contract.paths).flatMap((path) =>
  Object.values(path)
    .filter((operation) => operation.operationId)
    .flatMap(({ operationId, responses }) =>
      Object.entries(responses)
        .filter(([status, { content }]) => status.startsWith('2') && content?.['application/json'])
        .map(([status]) => `operations['${operationId}']['responses'][${status}]['content']['application/json']`),
    ),
);
assert(answers.length > 0, 'the contract has answers');
await writeFile(
  join(consumer, 'types.ts'),
  `import type { operations } from 'ghbilling-spec';
import contract from 'ghbilling-spec/openapi.json' with { type: 'json' };

type IsAny<T> = 0 extends 1 & T ? true : false;
type Resolved<T> = IsAny<T> extends true ? never : T extends object ? T : never;
type Taken<T> = [Resolved<T>] extends [never] ? 'unresolved' : 'resolved';
${answers.map((type, i) => `const answer${i}: Taken<${type}> = 'resolved';`).join('\n')}
console.log(${answers.map((_, i) => `answer${i}`).join(', ')}, contract.info.title);
`,
);
const readme = await readFile(join(folder, 'README.md'), 'utf8');
const example = readme.match(/```ts\n(.*?)```/s);
assert(example, 'the README has an example');
await writeFile(join(consumer, 'readme.ts'), `declare const process: { env: Record<string, string> };\n${example[1]}`);
await writeFile(
  join(consumer, 'tsconfig.json'),
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      module: 'nodenext',
      resolveJsonModule: true,
      types: [],
    },
    files: ['types.ts', 'readme.ts'],
  }),
);
tool('tsc', '-p', '.');
const title = execFileSync('node', ['-p', "require('ghbilling-spec/openapi.json').info.title"], { cwd: consumer, encoding: 'utf8' });
assert.equal(title.trim(), contract.info.title);
console.log(`npm: ${packed.id}, ${packed.entryCount} files, types of ${answers.length} answers resolve`);
