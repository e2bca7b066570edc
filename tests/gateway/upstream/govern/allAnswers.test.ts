import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { upstreamSettings } from '../../../../gateway/upstream/govern/upstreamSettings.ts';
import { HeldAnswers } from '../../../../gateway/upstream/HeldAnswers.ts';
import type { Behaviour } from './support/Places.ts';
import { answer } from './support/Places.ts';
import { withPlaces } from './support/withPlaces.ts';

const open = withPlaces();

const TYPE = { 'content-type': 'application/json' };
const LARGE = 100_000;
/** Four large answers and a little. */
const BOUNDS = { answerBytes: 110_000, allAnswersBytes: 410_000 };
const body = (length: number) => `{"data":{"a":"${'x'.repeat(length - 17)}"}}`;
const large: Behaviour = (response) => void response.writeHead(200, TYPE).end(body(LARGE));
/** Without a word on its length. */
const inPieces: Behaviour = (response) => {
  response.writeHead(200, TYPE).write(body(LARGE).slice(0, 50_000));
  response.end(body(LARGE).slice(50_000));
};
const request = () => ({ context: { held: new HeldAnswers() } });
const NUMBERS = Array.from({ length: 12 }, (_, n) => ({ variables: { n } }));
const outcomes = (told: readonly unknown[]) => ({
  answered: told.filter((one) => typeof one === 'object').length,
  refused: told.filter((one) => one === 'JURISDICTION_BAD_RESPONSE').length,
});

it.each([
  ['that say how long they are', large],
  ['that do not', inPieces],
])('answers %s are refused once all to one request are too large together', async (_, behaviour) => {
  const { places, ask } = await open(BOUNDS);
  places.behave('43', behaviour);
  const one = request();

  const told = await Promise.all(NUMBERS.map((number) => ask('43', { ...one, ...number })));

  expect(outcomes(told)).toEqual({ answered: 4, refused: 8 });
  expect(outcomes([await ask('43', one), await ask('43', request())])).toEqual({ answered: 1, refused: 1 });
});

it('no endpoint fails by what others told, and its socket is free', async () => {
  const { places, ask, stateOf } = await open(BOUNDS);
  places.behave('43', large);
  const one = request();

  for (const number of NUMBERS) await ask('43', { ...one, ...number });
  await expect.poll(() => places.open).toBe(0);

  expect(stateOf('43')).toMatchObject({ breakers: { reads: 'closed' }, inFlight: 0 });
});

it('what a few tell too much of does not cost what others say', async () => {
  const { places, ask } = await open(BOUNDS);
  places.behave('43', large);
  const one = request();
  for (const number of NUMBERS) await ask('43', { ...one, ...number });
  places.behave('44', (response) => void response.writeHead(200, TYPE).end(body(10_000)));

  const small = await Promise.all(NUMBERS.map((number) => ask('44', { ...one, ...number })));

  expect(outcomes(small)).toEqual({ answered: 11, refused: 1 });
});

it('what was given up is held no more', async () => {
  const { places, ask } = await open(BOUNDS);
  places.behave('43', (response) => {
    response.writeHead(200, { ...TYPE, 'content-length': LARGE }).write('{"data"', () => response.destroy());
  });
  places.behave('44', large);
  const one = request();

  for (const number of NUMBERS)
    expect(await ask('43', { ...one, ...number })).toBe('JURISDICTION_UNAVAILABLE');

  expect(outcomes(await Promise.all(NUMBERS.map((number) => ask('44', { ...one, ...number }))))).toEqual({
    answered: 4,
    refused: 8,
  });
});

it('equal reads of two requests are one call; what is too much for one of them is told to the other', async () => {
  const { places, ask, stateOf } = await open(BOUNDS);
  places.behave('44', large);
  const full = request();
  for (const number of NUMBERS) await ask('44', { ...full, ...number });
  let response: ServerResponse | undefined;
  places.behave('43', (given) => {
    response = given;
  });
  const first = ask('43', full);
  await expect.poll(() => response).toBeDefined();
  const second = ask('43', request());
  response?.writeHead(200, TYPE).write(body(LARGE).slice(0, 50_000));
  expect(await first).toBe('JURISDICTION_BAD_RESPONSE');

  const third = ask('43', full);
  expect(await third).toBe('JURISDICTION_BAD_RESPONSE');
  response?.end(body(LARGE).slice(50_000));

  expect(outcomes([await second])).toEqual({ answered: 1, refused: 0 });
  expect([stateOf('43').joined, places.bodies('43').length]).toEqual([2, 1]);
});

it('the bound is that of the settings at the moment, and never below that of one answer', async () => {
  const { places, ask, client } = await open(BOUNDS);
  places.behave('43', large);
  const one = request();

  client.adopt(upstreamSettings.parse({ ...BOUNDS, allAnswersBytes: 1 }));
  const told = [await ask('43', one), await ask('43', one), await ask('43', request())];
  client.adopt(upstreamSettings.parse({ ...BOUNDS, allAnswersBytes: 300_000 }));

  expect(outcomes(told)).toEqual({ answered: 2, refused: 1 });
  expect(outcomes([await ask('43', one), await ask('43', one), await ask('43', one)])).toEqual({
    answered: 2,
    refused: 1,
  });
});

it('an answer that was sent for twice counts once', async () => {
  const { places, ask, stateOf } = await open({ ...BOUNDS, hedged: ['funds'] });
  places.behave('43', answer);
  for (let n = 0; n < 60; n++) await ask('43', { variables: { n } });
  // A slow moment of the machine is hedged as well.
  const { hedges } = stateOf('43');
  const held: ServerResponse[] = [];
  places.behave('43', (response) => void held.push(response));
  const one = request();
  for (let number = 0; number < 4; number++) {
    const asked = ask('43', { ...one, variables: { large: number } });
    await expect.poll(() => held).toHaveLength(2);
    const [first, second] = held.splice(0);
    first?.writeHead(200, TYPE).write(body(LARGE).slice(0, 50_000));
    second?.writeHead(200, TYPE).end(body(LARGE));
    expect(outcomes([await asked])).toEqual({ answered: 1, refused: 0 });
  }

  expect(stateOf('43').hedges).toBe(hedges + 4);
});
