import { describe, expect, it } from 'vitest';
import { collaborationBus } from '../../sandbox/dialects/collaboration-bus/collaborationBus.ts';
import { dataExchange } from '../../sandbox/dialects/data-exchange/dataExchange.ts';
import { gbkXml } from '../../sandbox/dialects/gbk-xml/gbkXml.ts';
import { pinyinRest } from '../../sandbox/dialects/pinyin-rest/pinyinRest.ts';
import { handlingSwitch } from '../../sandbox/handling/HandlingSwitch.ts';
import { type GoldenStep, goldenStep, goldenSteps } from '../support/goldenSteps.ts';
import { createGoldenWorld } from './support/createGoldenWorld.ts';
import { goldenWorld } from './support/goldenWorld.ts';

const DIALECTS = {
  'pinyin-rest': pinyinRest,
  'gbk-xml': gbkXml,
  'data-exchange': dataExchange,
  'collaboration-bus': collaborationBus,
} as const;
const NONE = { kind: 'none' } as const;

/** The system that a golden call is to, or comes from, with everything behind it that came before. */
function startGolden(golden: GoldenStep) {
  const { dialect, department, jurisdiction, options, instant, switches, before, decision, request } = golden;
  const world = dialect === 'gbk-xml' ? createGoldenWorld(instant) : goldenWorld(instant);
  const site = {
    department,
    jurisdiction,
    options,
    world,
    clock: () => instant,
    randomBytes: (length: number) => Buffer.alloc(length),
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = DIALECTS[dialect].createDesk?.(site) ?? null;
  if (desk === null) throw new Error('it does not handle');
  for (const { action, ...to } of switches) desk.switches.set(action, handlingSwitch.parse(to));
  const system = DIALECTS[dialect].createSystem({ ...site, desk });
  const take = ({ sent: { path, headers }, requestBytes: body }: GoldenStep) =>
    system({ method: 'POST', path, headers, body }, world, NONE);
  if (before !== null) take(goldenStep(before));
  const decided = decision === null ? [] : desk.decide(request.businessKey, decision);
  return { world, take, pushes: decided.flatMap((entry) => desk.tell(entry)) };
}

/** Readable where it differs. */
const textOf = (bytes: Buffer | undefined, dialect: string) =>
  new TextDecoder(dialect === 'gbk-xml' ? 'gb18030' : 'utf-8').decode(bytes);

describe('a simulated system', () => {
  it.each(goldenSteps('to-system'))('$name: takes the call and answers exactly so: $meaning', (golden) => {
    const { dialect, answer, answerBytes } = golden;
    const given = startGolden(golden).take(golden);

    expect(textOf(given.body, dialect)).toBe(textOf(answerBytes, dialect));
    expect(given).toMatchObject({ ...answer, body: answerBytes });
  });

  it.each(goldenSteps('to-us'))('$name: calls exactly so, and understands our ack: $meaning', (golden) => {
    const { dialect, sent, requestBytes, answer, answerBytes } = golden;
    const { pushes, world } = startGolden(golden);
    const [message] = pushes.map((push) => push.write(world, NONE));

    expect(textOf(message?.body, dialect)).toBe(textOf(requestBytes, dialect));
    expect(message).toMatchObject({ headers: sent.headers, body: requestBytes });
    expect(message?.isSettledBy({ status: answer.status, body: answerBytes })).toBe(true);
  });
});
