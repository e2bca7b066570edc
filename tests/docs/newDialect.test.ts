import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import iconv from 'iconv-lite';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { createPinyinRestHousingFund } from '../../adapters/housing-fund/pinyin-rest/createPinyinRestHousingFund.ts';
import type { diagnosePinyinRest } from '../../adapters/housing-fund/pinyin-rest/diagnosePinyinRest.ts';
import { parseDivisionCode } from '../../domain/divisionCode.ts';
import { createResources } from '../contract/support/createResources.ts';
import { strangers } from '../contract/support/strangers.ts';
import { readBlocks } from './support/readBlocks.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const OPTIONS = { unit: '990001', secret: 'secret-of-this-test' };

/** By path in the project, as the first line of each block says. */
const files = new Map<string, string>();
let folder: string;

beforeAll(async () => {
  for (const { language, text } of await readBlocks('connecting-a-place.md')) {
    const [, path] = /^\/\/ (adapters\/\S+\.ts|look\.ts)\n/.exec(text) ?? [];
    if (language === 'ts' && path !== undefined) files.set(path, text);
  }
  folder = await mkdtemp(join(tmpdir(), 'tongban-dialect-'));
  for (const [path, text] of files) {
    await writeFile(join(folder, path.split('/').at(-1) ?? ''), withAbsoluteImports(path, text));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The files lie elsewhere for this test; what they import from the project stays where it is. */
function withAbsoluteImports(path: string, text: string): string {
  return text
    .replace(/from '(\.\.\/[^']+)'/g, (_, target: string) => `from '${join(PROJECT, dirname(path), target)}'`)
    .replace(/from '(zod)'/g, (_, name: string) => `from '${fileURLToPath(import.meta.resolve(name))}'`);
}

it('has the files that the text names', () => {
  expect([...files.keys()].map((path) => path.split('/').at(-1))).toEqual([
    'options.ts',
    'wire.ts',
    'toRefusal.ts',
    'toHousingFundRecord.ts',
    'CentreSoapClient.ts',
    'CentreSoapHousingFund.ts',
    'createCentreSoapHousingFund.ts',
    'diagnoseCentreSoap.ts',
    'look.ts',
  ]);
});

it('compiles as it stands', () => {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(PROJECT, 'tsconfig.json'),
    { noEmit: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const options = config?.options ?? {};
  const host = ts.createCompilerHost(options);
  const textAt = (file: string) => files.get(file.replace(PROJECT, ''));
  const program = ts.createProgram({
    rootNames: [...files.keys()].map((path) => join(PROJECT, path)),
    options,
    host: {
      ...host,
      directoryExists: (directory) =>
        [...files.keys()].some((path) => dirname(join(PROJECT, path)) === directory) ||
        ts.sys.directoryExists(directory),
      fileExists: (file) => textAt(file) !== undefined || host.fileExists(file),
      readFile: (file) => textAt(file) ?? host.readFile(file),
      getSourceFile: (file, target, ...rest) => {
        const text = textAt(file);
        return text === undefined
          ? host.getSourceFile(file, target, ...rest)
          : ts.createSourceFile(file, text, target);
      },
    },
  });
  const problems = [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(join(PROJECT, path));
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });

  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

async function load<T>(file: string, name: string): Promise<T> {
  const module: Readonly<Record<string, T>> = await import(pathToFileURL(join(folder, file)).href);
  const found = module[name];
  if (found === undefined) throw new Error(`${file} does not export ${name}`);
  return found;
}

/** A centre that knows what each number is called. @returns its URL, and what it was sent. */
async function startCentre(names: ReadonlyMap<string, string>, code = '0') {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const text = iconv.decode(await buffer(request), 'gb18030');
    seen.push(text);
    const [, number = ''] = /<sfzh>(\w+)<\/sfzh>/.exec(text) ?? [];
    const name = names.get(number);
    const row = (zh: string) => `<row><zh>${zh}</zh><zt>1</zt><ye> 12.30</ye></row>`;
    const rows = name === undefined ? '' : row('A2') + row('A1');
    // A refusal has only its code, and a maintenance its end.
    const end = code === '90' ? '<hfsj>20261122103130</hfsj>' : '';
    const found = `<sfzh>${name === undefined ? '' : number}</sfzh><xm>${name ?? ''}</xm><sjsj>20261122103000</sjsj><jgmc>示例中心</jgmc><zhlb>${rows}</zhlb>`;
    const answer = `<?xml version="1.0" encoding="GB18030"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><n:cxGrzhResponse xmlns:n="urn:example:centre"><fhm>${code}</fhm>${code === '0' ? found : end}</n:cxGrzhResponse></s:Body></s:Envelope>`;
    response.setHeader('content-type', 'text/xml; charset=GB18030').end(iconv.encode(answer, 'gb18030'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const placeAt = (url: string) => ({
  jurisdiction: parseDivisionCode('450100'),
  dialect: 'centre-soap',
  url,
  options: OPTIONS,
});

it('asks in GB 18030 and understands what comes back, in order', async () => {
  const [known, other, nobody] = strangers(3).map((holder) => ({ ...holder, name: '𬭩小满' }));
  if (known === undefined || other === undefined || nobody === undefined) throw new RangeError();
  const { url, seen } = await startCentre(
    new Map([
      [known.number, '𬭩小满'],
      [other.number, '另一人'],
    ]),
  );
  const create = await load<typeof createPinyinRestHousingFund>(
    'createCentreSoapHousingFund.ts',
    'createCentreSoapHousingFund',
  );

  const records = await create(placeAt(url), createResources()).read.findRecords(
    [nobody, known, other],
    AbortSignal.timeout(10_000),
  );

  expect(records).toMatchObject([
    null,
    {
      asOf: Date.parse('2026-11-22T02:30:00Z'),
      centerName: '示例中心',
      accounts: [
        { accountNumber: 'A1', state: 'ACTIVE', balanceFen: 1230n },
        { accountNumber: 'A2', state: 'ACTIVE', balanceFen: 1230n },
      ],
    },
    { code: 'IDENTITY_MISMATCH', jurisdiction: '450100' },
  ]);
  expect(seen[0]).toMatch(/^<\?xml version="1\.0" encoding="GB18030"\?>/);
  expect(seen.every((text) => text.includes('<xm>𬭩小满</xm>'))).toBe(true);
});

it.each([
  ['0', []],
  ['11', ['sign-in']],
  ['13', ['clock']],
  ['90', ['sample query']],
  ['99', ['sample query']],
])('has a doctor that tells code %s', async (code, failed) => {
  const { url } = await startCentre(new Map(), code);
  const diagnose = await load<typeof diagnosePinyinRest>('diagnoseCentreSoap.ts', 'diagnoseCentreSoap');
  const resources = { ...createResources({ now: () => Date.now() }), hasStore: false };

  const findings = await diagnose(placeAt(url), resources).run(AbortSignal.timeout(10_000));

  expect(findings.filter(({ outcome }) => outcome === 'FAILED').map(({ check }) => check)).toEqual(failed);
});

it.each([
  ['90', { code: 'JURISDICTION_UNAVAILABLE', upstreamCode: '90', retryable: true, retryAfter: 90 }],
  ['99', { code: 'JURISDICTION_UNAVAILABLE', upstreamCode: '99', retryable: true, retryAfter: undefined }],
])('understands a refusal that has only its code %s', async (code, expected) => {
  const { url } = await startCentre(new Map(), code);
  const create = await load<typeof createPinyinRestHousingFund>(
    'createCentreSoapHousingFund.ts',
    'createCentreSoapHousingFund',
  );
  const resources = createResources({ now: () => Date.parse('2026-11-22T02:30:00Z') });

  const asked = create(placeAt(url), resources).read.findRecords(strangers(1), AbortSignal.timeout(10_000));

  await expect(asked).rejects.toMatchObject(expected);
});

it('tells a caller who has left so, whatever is not offered', async () => {
  const create = await load<typeof createPinyinRestHousingFund>(
    'createCentreSoapHousingFund.ts',
    'createCentreSoapHousingFund',
  );
  const { read } = create(placeAt('http://127.0.0.1:1'), createResources());
  const [holder] = strangers(1);
  if (holder === undefined) throw new RangeError();
  const page = { first: 1, after: null };

  const gone = AbortSignal.abort();
  const asked = [
    read.findLoans([holder], gone),
    read.findSchedule(holder, '1', 1, gone),
    read.findDeposits(holder, '1', page, gone),
    read.findWithdrawals(holder, page, gone),
  ];

  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
    Array(4).fill('DEADLINE_EXCEEDED'),
  );
  expect(await read.findLoans([holder], AbortSignal.timeout(1_000))).toMatchObject([{ code: 'NOT_OFFERED' }]);
});
