import type { FastPart } from './FastPart.ts';

/** What happens to a stretch of an object that one pattern has passed. */
export interface FoundMove {
  readonly kind: 'pass' | 'out' | 'insert';
  /** Passed: characters, or -1: those of a key. */
  readonly length: number;
  /** Which key, counted from 1 as patterns do. */
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
      moves.push({ ...NOTHING, length: -1, key: slots.length, emit: part.emit });
    } else if (part.kind === 'out') moves.push({ ...NOTHING, kind: 'out', text: part.text });
    else if (part.kind === 'insert') moves.push({ ...NOTHING, kind: 'insert', fetch: part.fetch });
    else return undefined;
  }
  return { pattern: new RegExp(source, 'y'), moves: withFoundCommas(moves), slots };
}

/**
 * The comma that the client gets before what is inserted stands in the answer too, before the keys that it does not get: taken
 * from there it is no piece of its own. Each piece costs as much as passing an entity's bytes.
 */
function withFoundCommas(moves: readonly FoundMove[]): readonly FoundMove[] {
  const out = moves.findIndex(({ kind }) => kind === 'out');
  const skipped = moves.findLastIndex(({ kind, emit }, at) => at < out && kind === 'pass' && emit) + 1;
  const first = moves[skipped];
  const isComma = moves[out]?.text === ',' && skipped > 0 && skipped < out && first?.startsWithComma === true;
  if (!isComma) return moves;
  return [
    ...moves.slice(0, skipped),
    { ...NOTHING, length: 1, emit: true },
    { ...first, length: first.length - 1 },
    ...moves.slice(skipped + 1, out),
    ...moves.slice(out + 1),
  ];
}
