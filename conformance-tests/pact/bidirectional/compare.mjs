// node compare.mjs PROVIDER-CONTRACT PACT...: holds pacts against a published contract, as PactFlow does.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Comparator } from '@pactflow/openapi-pact-comparator';

const [published, ...pacts] = await Promise.all(
  process.argv.slice(2).map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
);
assert(pacts.length > 0, 'no pacts');
const { content, selfVerificationResults } = published.contract;
assert.equal(selfVerificationResults.success, true, "the suite's results are a success");
const comparator = new Comparator(JSON.parse(Buffer.from(content, 'base64')));

const differences = async (pact) => {
  const found = [];
  for await (const difference of comparator.compare(pact)) {
    found.push(difference);
  }
  return found;
};
for (const pact of pacts) {
  assert.deepEqual(await differences(pact), [], `${pact.consumer.name} and the contract fit`);
  const broken = JSON.parse(JSON.stringify(pact).replaceAll('/settings/billing/', '/settings/invoices/'));
  assert.equal((await differences(broken)).length, pact.interactions.length, 'each interaction is compared');
  console.log(`${pact.consumer.name}: ${pact.interactions.length} interactions fit the contract`);
}
