import { expect, it } from 'vitest';
import { AnswerCutter, type Piece } from '../../../gateway/fast/AnswerCutter.ts';
import { compileSteps } from '../../../gateway/fast/compileSteps.ts';
import type { FastPart } from '../../../gateway/fast/FastPart.ts';

const literal = (source: string, emit: boolean): FastPart => ({
  kind: 'text',
  source: source.replaceAll(/[{}]/g, '\\$&'),
  emit,
  length: source.length,
});
const key = (slot: number, emit: boolean): FastPart => ({ kind: 'key', source: '"[a-z]*"', slot, emit });
const insert: FastPart = { kind: 'insert', fetch: 0 };
const comma: FastPart = { kind: 'out', text: ',' };
const object = (...inner: FastPart[]): FastPart => ({
  kind: 'object',
  nullable: false,
  parts: [literal('{', true), ...inner, literal('}', true)],
  asked: [0],
});

/** What a client gets, with `*` where an entity's fields go. */
function cut(
  part: FastPart,
  text: string,
): readonly [sent: string, keys: readonly string[], pieces: number] | null {
  const steps = compileSteps([part]);
  expect(steps.map(({ kind }) => kind)).toEqual(['found']);
  const cutter = new AnswerCutter(text, 0);
  if (!cutter.pass(steps) || !cutter.isAtEnd) return null;
  const holes = cutter.pieces.filter((piece: Piece) => typeof piece !== 'string');
  const sent = cutter.pieces.map((piece) => (typeof piece === 'string' ? piece : '*')).join('');
  expect(holes[0]?.found.text).toBe(text);
  return [sent, holes[0]?.found.keys ?? [], cutter.pieces.length];
}

it('gives the client the keys that it asked for, and where the rest goes', () => {
  const part = object(
    literal('"__typename":"T",', false),
    literal('"a":', true),
    key(0, true),
    comma,
    insert,
    literal(',', false),
    literal('"b":', false),
    key(1, false),
  );

  // Brace, key with its comma, hole, brace.
  expect(cut(part, '{"__typename":"T","a":"x","b":"y"}')).toEqual(['{"a":"x",*}', ['"x"', '"y"'], 4]);
  expect(cut(part, '{"__typename":"U","a":"x","b":"y"}')).toBeNull();
  expect(cut(part, '{"__typename":"T","a":"x","b":1}')).toBeNull();
  expect(cut(part, '{"__typename":"T","a":"x","b":"y","c":1}')).toBeNull();
});

it('writes the comma itself where none is passed over', () => {
  const shown = object(literal('"a":', true), key(0, true), comma, insert);
  expect(cut(shown, '{"a":"x"}')).toEqual(['{"a":"x",*}', ['"x"'], 4]);

  const behind = object(
    insert,
    comma,
    literal('"a":', true),
    key(1, true),
    literal(',', true),
    literal('"b":', true),
    key(0, true),
  );
  expect(cut(behind, '{"a":"x","b":"y"}')).toEqual(['{*,"a":"x","b":"y"}', ['"y"', '"x"'], 4]);

  const between = object(
    literal('"a":', true),
    key(0, true),
    literal(',', false),
    literal('"k":', false),
    key(1, false),
    literal(',', false),
    comma,
    literal('"b":', true),
    key(2, true),
    comma,
    insert,
  );
  expect(cut(between, '{"a":"x","k":"y","b":"z"}')).toEqual([
    '{"a":"x","b":"z",*}',
    ['"x"', '"y"', '"z"'],
    6,
  ]);

  const hidden = object(literal('"a":', false), key(0, false), insert);
  expect(cut(hidden, '{"a":"x"}')).toEqual(['{*}', ['"x"'], 3]);
});
