// node generate.mjs OPENAPI_JSON: a function for each operation, by its id, so that its call is type-checked.
import { readFileSync } from 'node:fs';

const { paths } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const functions = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([, operation]) => operation.operationId)
    .map(
      ([method, operation]) =>
        `  ${operation.operationId}: (client: Client<paths>, init: FetchOptions<paths['${path}']['${method}']>) =>\n` +
        `    client.${method.toUpperCase()}('${path}', init),\n`,
    ),
);
console.log(`import type { Client, FetchOptions } from 'openapi-fetch';
import type { paths } from 'ghbilling-spec';

export const operations = {
${functions.join('')}};`);
