import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import { connectHousingFund, connectSocialInsurance } from '../../../adapters/connect.ts';
import { BUSINESSES as HOUSING_FUND } from '../../../adapters/housing-fund/file-drop/businesses.ts';
import type { Inbound } from '../../../adapters/inbound/Inbound.ts';
import type { Place } from '../../../adapters/Place.ts';
import { BUSINESSES as SOCIAL_INSURANCE } from '../../../adapters/social-insurance/file-drop/businesses.ts';
import { businessFor } from '../../../adapters/steps/businessFor.ts';
import { writeApplication } from '../../../adapters/steps/file-drop/writeApplication.ts';
import type { ReversibleBusiness } from '../../../adapters/steps/ReversibleBusiness.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { toWireResult } from '../../../adapters/steps/toWireResult.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import {
  type GoldenScenario,
  goldenFolder,
  toStepRequest,
  type WrittenRequest,
} from '../steps/goldenFolder.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';

interface Facts {
  readonly meaning: string;
  readonly department: 'housing-fund' | 'social-insurance';
  readonly jurisdiction: string;
  readonly options: { readonly digest: 'MD5' | 'SM3'; readonly platformCode: string };
  readonly before: string | null;
  readonly requestFile: string;
  readonly takenFile: string;
  readonly answerFile: string | null;
  readonly resultFile: string | null;
  readonly lines: readonly {
    readonly request: WrittenRequest;
    readonly code: string | null;
    readonly submitted: unknown;
  }[];
  readonly answers: readonly {
    readonly businessKey: string;
    readonly code: string;
    readonly told: unknown;
  }[];
  readonly instant: string;
}

type Connect = (
  place: Place,
  resources: AdapterResources,
) => { readonly step?: StepPort; readonly inbound?: Inbound };
const CONNECT: Readonly<Record<string, Connect>> = {
  'housing-fund': connectHousingFund,
  'social-insurance': connectSocialInsurance,
};
const BUSINESSES: Readonly<Record<string, Readonly<Record<string, ReversibleBusiness>>>> = {
  'housing-fund': HOUSING_FUND,
  'social-insurance': SOCIAL_INSURANCE,
};
const GOLDEN = goldenFolder<Facts>('file-drop');
const { signal } = new AbortController();

async function startGolden({ department, jurisdiction, options, instant }: Facts) {
  const root = await mkdtemp(join(tmpdir(), 'tongban-golden-drop-'));
  for (const folder of ['out/claim', 'out/done', 'out/bad', 'in/done', 'in/bad']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  const now = () => Date.parse(instant);
  const store = createMemoryStore(now);
  const place = {
    jurisdiction: parseDivisionCode(jurisdiction),
    dialect: 'file-drop',
    url: pathToFileURL(root).href,
    options: { ...options, pollSeconds: 0.02 },
  };
  const { step, inbound } =
    CONNECT[department]?.(place, {
      now,
      // The four characters of an attempt are the last ones.
      nonce: () => 'golden000000k0z8',
      store,
      onBreakerState: () => undefined,
      onInboundFault: () => undefined,
    }) ?? {};
  if (step === undefined || inbound === undefined) throw new Error('it does not handle');
  return {
    root,
    store,
    step,
    inbound,
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

const goldenOf = (name: string): GoldenScenario<Facts> => {
  const golden = GOLDEN.find((known) => known.name === name);
  if (golden === undefined) throw new Error(`no golden ${name}`);
  return golden;
};

describe('a golden step of a file drop', () => {
  it.each(GOLDEN)('$name: is written and understood to the byte: $meaning', async ({ facts, bytes }) => {
    const { before, lines, answers, requestFile, takenFile, answerFile, resultFile, options } = facts;
    await using centre = await startGolden(facts);
    const { root, store, step, inbound } = centre;
    const digestOf = (file: string) => file.replace(/txt$/, options.digest.toLowerCase());
    const sent = [...(before === null ? [] : goldenOf(before).facts.lines), ...lines];
    for (const { request } of sent) await step.submit(toStepRequest(request), signal);
    for (const { businessKey, code } of answers) if (code === '2008') store.strangeSteps.add(businessKey);

    const businesses = BUSINESSES[facts.department] ?? {};
    const jurisdiction = parseDivisionCode(facts.jurisdiction);
    const applications = lines.map(({ request, code }) => {
      const business = businessFor(businesses, { action: request.action, jurisdiction });
      // One of several lines asks for a business that there is not, which we never do.
      const isUnknown = lines.length > 1 && code === '3104';
      return {
        request: toStepRequest(request),
        business: isUnknown ? { ...business, code: '399' } : business,
      };
    });
    const head = {
      place: facts.jurisdiction,
      platformCode: options.platformCode,
      now: Date.parse(facts.instant),
    };
    expect(Buffer.from(writeApplication(applications, head))).toEqual(bytes('request'));
    if (lines.length === 1) {
      expect(await readFile(join(root, 'in', requestFile))).toEqual(bytes('request'));
      expect(await readFile(join(root, 'in', digestOf(requestFile)))).toEqual(bytes('request-digest'));
    }

    const delivered = [
      [takenFile, 'taken'] as const,
      ...(answerFile === null ? [] : [[answerFile, 'answer'] as const]),
    ];
    for (const [file, part] of delivered) {
      await writeFile(join(root, 'out', file), bytes(part) ?? '');
      await writeFile(join(root, 'out', digestOf(file)), bytes(`${part}-digest`) ?? '');
      await writeFile(join(root, 'out', file.replace(/txt$/, 'ok')), '');
    }
    const running = await inbound.start();
    await expect
      .poll(async () => (await readdir(join(root, 'out'))).toSorted())
      .toEqual(['bad', 'claim', 'done']);
    await running.stop();

    expect(await readdir(join(root, 'out/bad'))).toEqual([]);
    if (resultFile !== null) {
      expect(await readFile(join(root, 'in', resultFile))).toEqual(bytes('result'));
      expect(await readFile(join(root, 'in', digestOf(resultFile)))).toEqual(bytes('result-digest'));
    }
    const told = store.stepAnswers
      .filter(({ businessKey }) => !store.strangeSteps.has(businessKey))
      .map(({ businessKey, result }) => JSON.stringify([businessKey, toWireResult(result)]));
    const expected = [
      ...lines.map(({ request, submitted }) => [request.businessKey, submitted]),
      ...answers
        .filter(({ told: result }) => result !== null)
        .map(({ businessKey, told: result }) => [businessKey, result]),
    ];
    expect(told.map((text) => JSON.parse(text))).toEqual(expect.arrayContaining(expected));
    expect(told).toHaveLength(expected.length);
  });
});
