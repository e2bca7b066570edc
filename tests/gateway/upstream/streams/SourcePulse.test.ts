import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SourcePulse } from '../../../../gateway/upstream/streams/SourcePulse.ts';

const ANSWER_MS = 5_000;
let told: string[];
let pulse: SourcePulse;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  pulse = new SourcePulse({
    answerMs: ANSWER_MS,
    onGone: () => told.push('gone'),
    greet: () => told.push('greeted'),
  });
});
afterEach(() => vi.useRealTimers());
const pass = (ms: number) => void vi.advanceTimersByTime(ms);

it('takes a source for gone that does not answer, and no other', () => {
  pulse.ask();
  pass(ANSWER_MS - 1);
  pulse.hear();
  pass(ANSWER_MS);
  expect(told).toEqual([]);

  pulse.ask();
  pass(ANSWER_MS - 1);
  expect(told).toEqual([]);
  pass(1);
  expect(told).toEqual(['gone']);
});

it('greets a source that is not read each second, and judges it by no clock meanwhile', () => {
  pulse.ask();
  pulse.pause();
  pulse.pause();
  pulse.ask();
  pass(20_000);
  expect(told).toEqual(Array(20).fill('greeted'));

  // What it answered meanwhile has yet to be read.
  told.splice(0);
  pulse.resume();
  pass(ANSWER_MS - 1);
  expect(told).toEqual([]);
  pass(1);
  expect(told).toEqual(['gone']);
  pulse.pause();
  pass(1_000);
  expect(told).toEqual(['gone', 'greeted']);
});

it('waits for one answer, however often it has asked', () => {
  pulse.ask();
  pass(1_000);
  pulse.ask();
  pulse.hear();
  pass(2 * ANSWER_MS);

  expect(told).toEqual([]);
});

it('expects nothing of a source that is read again and has answered', () => {
  pulse.ask();
  pulse.hear();
  pulse.pause();
  pulse.resume();
  pass(2 * ANSWER_MS);
  expect(told).toEqual([]);

  pulse.ask();
  pulse.pause();
  pulse.hear();
  pulse.resume();
  pass(2 * ANSWER_MS);
  expect(told).toEqual([]);
});

it('leaves no clock behind', () => {
  pulse.ask();
  pulse.pause();
  pulse.stop();
  expect(vi.getTimerCount()).toBe(0);
  pulse.ask();
  pulse.stop();

  expect([vi.getTimerCount(), told]).toEqual([0, []]);
});
