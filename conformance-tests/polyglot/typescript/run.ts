// node run.js VECTORS BASE_URL RESULTS: makes the calls of the vectors and writes what came back.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'lossless-json';
import createClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { paths } from 'ghbilling-spec';
import { ApiError, exact } from 'ghbilling-spec/exact';
import { operations } from './operations.js';

type Location = 'path' | 'query';
interface Vector {
  id: string;
  operation: string;
  token: string;
  parameters: { name: string; in: Location; value: unknown }[];
  body?: unknown;
}
interface Result {
  vector: string;
  status?: number;
  json?: string;
  failure?: string;
}
type Call = (client: Client<paths>, init: object) => Promise<{ data?: unknown; response: Response }>;

const [vectorsFile, baseUrl, resultsFile] = process.argv.slice(2) as [string, string, string];
const { vectors } = parse(readFileSync(vectorsFile, 'utf8')) as { vectors: Vector[] };

function values(vector: Vector, location: Location) {
  const found = vector.parameters.filter((parameter) => parameter.in === location);
  return Object.fromEntries(found.map(({ name, value }) => [name, Array.isArray(value) ? value.map(text) : text(value)]));
}

/** Numbers of a path or query are written as text. */
function text(value: unknown) {
  return typeof value === 'object' ? String(value) : value;
}

function json(value: unknown) {
  return value === undefined ? {} : { json: stringify(value) };
}

async function call(vector: Vector, index: number): Promise<Result> {
  const operation = (operations as Record<string, unknown>)[vector.operation] as Call | undefined;
  if (operation === undefined) {
    return { vector: vector.id, failure: `no operation ${vector.operation}` };
  }
  const client = createClient<paths>({
    baseUrl: `${baseUrl}/typescript/${index}`,
    headers: { Authorization: `Bearer ${vector.token}` },
    ...exact,
  });
  const params = { path: values(vector, 'path'), query: values(vector, 'query') };
  const body = vector.body === undefined ? {} : { body: vector.body };
  try {
    const { data, response } = await operation(client, { params, ...body });
    return { vector: vector.id, status: response.status, ...json(data) };
  } catch (e) {
    return e instanceof ApiError
      ? { vector: vector.id, status: e.status, ...(typeof e.body === 'string' ? {} : json(e.body)) }
      : { vector: vector.id, failure: String(e) };
  }
}

const results: Result[] = [];
for (const [index, vector] of vectors.entries()) {
  results.push(await call(vector, index));
}
writeFileSync(resultsFile, JSON.stringify({ language: 'typescript', results }));
