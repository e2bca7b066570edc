import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatBeijing } from '../../../sandbox/beijingTime.ts';
import { gbkXmlOptions } from '../../../sandbox/dialects/gbk-xml/GbkXmlOptions.ts';
import { nationalCipherOptions } from '../../../sandbox/dialects/national-cipher/NationalCipherOptions.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { askNationalCipher } from '../support/askNationalCipher.ts';
import { gbkXmlCall } from '../support/gbkXmlCall.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
});
const everywhere = createWorld().holders.find(({ demo }) => demo === 'all-provinces');
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ systems: ({ department }) => department === 'social-insurance' });
});

afterAll(async () => {
  await sandbox.close();
});

it('all 27 provinces that take calls tell a client of the specification about the person who worked everywhere', async () => {
  const found = await Promise.all(
    sandbox.systems.map(async ({ jurisdiction, dialect, url, options }) => ({
      jurisdiction,
      numbers:
        dialect === 'gbk-xml'
          ? await askGbkXml(url, gbkXmlOptions.parse(options))
          : await askCipher(url, nationalCipherOptions.parse(options)),
    })),
  );

  expect(found).toHaveLength(27);
  expect(found).toEqual(
    sandbox.systems.map(({ jurisdiction }) => ({ jurisdiction, numbers: [everywhere?.number] })),
  );
});

async function askGbkXml(url: string, options: ReturnType<typeof gbkXmlOptions.parse>) {
  const body = `<body><aac002>${everywhere?.number}</aac002><aac003>${everywhere?.name}</aac003></body>`;
  const response = await fetch(`${url}/service`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=GBK' },
    body: new Uint8Array(gbkXmlCall(options, { body, sjc: formatBeijing(Date.now()) })),
  });
  const bytes = await response.arrayBuffer();
  const tree = parser.parse(new TextDecoder('gb18030', { fatal: true }).decode(bytes));
  const rows: readonly { readonly aac002: string }[] = [tree.response.body.rows.row].flat();
  return [...new Set(rows.map(({ aac002 }) => aac002.trim()))];
}

async function askCipher(url: string, options: ReturnType<typeof nationalCipherOptions.parse>) {
  const plain = { aac002: everywhere?.number ?? '', aac003: everywhere?.name ?? '' };
  const { person, list } = await askNationalCipher(url, options, 'SBC201', plain);
  return list?.length === 0 ? [] : [person?.aac002.toUpperCase()];
}
