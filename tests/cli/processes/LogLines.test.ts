import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogLines } from '../../../cli/processes/LogLines.ts';

const INFO = '{"level":30,"msg":"request"}\n';
const ERROR = '{"level":50,"msg":"a request failed"}\n';

let written: string[];
let unread: number;
let lines: LogLines;

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  unread = 0;
  lines = new LogLines({
    get writableLength() {
      return unread;
    },
    write: (text) => written.push(text),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

it('gathers lines for a moment, and keeps none longer', () => {
  lines.write(INFO);
  lines.write(INFO);
  expect(written).toEqual([]);

  vi.advanceTimersByTime(50);
  expect(written).toEqual([INFO + INFO]);

  vi.advanceTimersByTime(1_000);
  lines.write(INFO);
  lines.flush();
  expect(written).toEqual([INFO + INFO, INFO]);
});

it('writes what is urgent at once, behind what came before', () => {
  lines.write(INFO);
  lines.write(ERROR);

  expect(written).toEqual([INFO + ERROR]);
});

it('loses lines rather than memory while nobody reads, and says how many once somebody does', () => {
  vi.setSystemTime(7);
  unread = 1_048_576;
  lines.write(INFO);
  lines.write(ERROR);
  unread = 0;
  lines.write(ERROR);
  lines.write(ERROR);

  const lost = '{"level":40,"time":7,"lost":2,"msg":"log lines were lost while nobody read them"}\n';
  expect(written).toEqual([lost + ERROR, ERROR]);

  unread = 1_048_576;
  lines.write(INFO);
  lines.flush();
  expect(written.at(-1)).toBe(
    '{"level":40,"time":7,"lost":1,"msg":"log lines were lost while nobody read them"}\n',
  );
});
