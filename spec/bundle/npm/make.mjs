// node make.mjs BUNDLE VERSION LICENSE OUTPUT: the npm package of the contract, from the bundle, in the folder OUTPUT.
import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const [bundle, version, license, output] = process.argv.slice(2);
const own = (file) => new URL(file, import.meta.url);
const document = JSON.parse(await readFile(join(bundle, 'openapi.json'), 'utf8'));
const tools = JSON.parse(await readFile(own('package.json'), 'utf8')).devDependencies;

// A number of a document has any length; one in a path or query is written by the program itself.
const exact = ts.factory.createTypeReferenceNode('LosslessNumber');
const types = await openapiTS(document, {
  // What has a default may be left out.
  defaultNonNullable: false,
  transform: (schema, { path }) =>
    (schema.type === 'number' || schema.type === 'integer') && !path?.includes('/parameters/') ? exact : undefined,
});

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
await writeFile(
  join(output, 'index.d.ts'),
  `import type { LosslessNumber } from 'lossless-json';\n\n${astToString(types)}`,
);
await writeFile(join(output, 'index.js'), "// The package's main entry is types alone.\nexport {};\n");
for (const file of ['openapi.json', 'openapi.yaml', 'microcks.yaml']) {
  await copyFile(join(bundle, file), join(output, file));
}
await cp(join(bundle, 'wiremock'), join(output, 'wiremock'), { recursive: true });
for (const file of ['exact.js', 'exact.d.ts', 'README.md']) {
  await copyFile(own(file), join(output, file));
}
await copyFile(license, join(output, 'LICENSE'));
await writeFile(
  join(output, 'package.json'),
  `${JSON.stringify(
    {
      name: 'ghbilling-spec',
      version,
      description: document.info.summary,
      license: document.info.license.identifier,
      type: 'module',
      exports: {
        '.': { types: './index.d.ts', default: './index.js' },
        './exact': { types: './exact.d.ts', default: './exact.js' },
        './openapi.json': './openapi.json',
        './openapi.yaml': './openapi.yaml',
        './package.json': './package.json',
      },
      files: ['*.js', '*.d.ts', 'openapi.json', 'openapi.yaml', 'microcks.yaml', 'wiremock'],
      sideEffects: false,
      engines: { node: '>=20' },
      dependencies: { 'lossless-json': `^${tools['lossless-json']}` },
      // For `exact` alone. The types of 0.17.0 take the methods from every object in an answer.
      peerDependencies: { 'openapi-fetch': `~${tools['openapi-fetch']}` },
      peerDependenciesMeta: { 'openapi-fetch': { optional: true } },
    },
    null,
    2,
  )}\n`,
);
