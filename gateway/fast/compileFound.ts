import type { FastPart } from './FastPart.ts';

/** What happens to a stretch of an object that one pattern has passed. */
export interface FoundMove {
  readonly kind: 'pass' | 'out' | 'insert';
  /** Passed: characters, where they are no key. */
  readonly length: number;
  /** Which key, counted from 1 as patterns do; 0: none. */
  readonly key: number;
  /** Passed: whether the client gets it. */
  readonly emit: boolean;
  readonly startsWithComma: boolean;
  /** Text that only the client gets. */
  readonly text: string;
  /** Whose fields go here. */
  readonly fetch: number;
}

/** An object of keys only, as one pattern. */
export interface FoundPattern {
  readonly pattern: RegExp;
  readonly moves: readonly FoundMove[];
  /** Of each key in the pattern. */
  readonly slots: readonly number[];
}

const NOTHING: FoundMove = {
  kind: 'pass',
  length: 0,
  key: 0,
  emit: false,
  startsWithComma: false,
  text: '',
  fetch: -1,
};

/** @returns `undefined` where other things than keys stand in the object. */
export function compileFound(parts: readonly FastPart[]): FoundPattern | undefined {
  const moves: FoundMove[] = [];
  const slots: number[] = [];
  let source = '';
  for (const part of parts) {
    if (part.kind === 'text' && part.length !== undefined) {
      const { emit, length } = part;
      const last = moves.at(-1);
      source += part.source;
      if (last?.kind === 'pass' && last.key === 0 && last.emit === emit) {
        moves[moves.length - 1] = { ...last, length: last.length + length };
      } else moves.push({ ...NOTHING, length, emit, startsWithComma: part.source.startsWith(',') });
    } else if (part.kind === 'key') {
      slots.push(part.slot);
      source += `(${part.source})`;
      moves.push({ ...NOTHING, key: slots.length, emit: part.emit });
    } else if (part.kind === 'out') moves.push({ ...NOTHING, kind: 'out', text: part.text });
    else if (part.kind === 'insert') moves.push({ ...NOTHING, kind: 'insert', fetch: part.fetch });
    else return undefined;
  }
  return { pattern: new RegExp(source, 'y'), moves: withFoundCommas(moves), slots };
}

/**
 * The comma before what is inserted stands in the answer too, before the next key that the client does not get: taken from
 * there it is no piece of its own. Each piece costs as much as passing some hundred bytes.
 */
function withFoundCommas(moves: readonly FoundMove[]): readonly FoundMove[] {
  const comma = moves.findIndex(({ text }) => text === ',');
  const next = moves.findIndex(({ kind }, at) => at > comma && kind === 'pass');
  const [before, passed] = [moves[comma - 1], moves[next]];
  const stands = passed?.startsWithComma === true && !passed.emit;
  if (comma === -1 || !stands || before?.kind !== 'pass' || !before.emit) return moves;
  return moves.map((move, at) => {
    if (at === comma) return { ...NOTHING, length: 1, emit: true };
    return at === next ? { ...move, length: move.length - 1, startsWithComma: false } : move;
  });
}
