import { compileFound, type FoundMove } from './compileFound.ts';
import type { FastPart } from './FastPart.ts';

/** A part, ready to run: patterns are sticky, so that each begins exactly where the one before has ended. */
export type FastStep =
  | { readonly kind: 'text'; readonly pattern: RegExp; readonly emit: boolean }
  | { readonly kind: 'key'; readonly pattern: RegExp; readonly slot: number; readonly emit: boolean }
  | { readonly kind: 'out'; readonly text: string }
  | { readonly kind: 'insert'; readonly fetch: number }
  | {
      readonly kind: 'object';
      readonly nullable: boolean;
      readonly steps: readonly FastStep[];
      readonly asked: readonly number[];
    }
  /** An object that is no more than what entities are asked for by: one pattern passes it. */
  | {
      readonly kind: 'found';
      readonly nullable: boolean;
      readonly pattern: RegExp;
      readonly moves: readonly FoundMove[];
      /** Of each key in the pattern. */
      readonly slots: readonly number[];
    }
  | { readonly kind: 'list'; readonly nullable: boolean; readonly steps: readonly FastStep[] };

/** Steps have all fields, in one order: what runs them for each object of an answer is fast only where all look the same. */
const ALIKE = {
  kind: '',
  pattern: /(?!)/y,
  emit: false,
  slot: -1,
  text: '',
  fetch: -1,
  nullable: false,
  steps: [],
  asked: [],
  moves: [],
  slots: [],
};

/** Joins texts that follow each other into one pattern each. */
export function compileSteps(parts: readonly FastPart[]): readonly FastStep[] {
  const joined: FastPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text' && last.emit === part.emit) {
      joined[joined.length - 1] = { kind: 'text', source: last.source + part.source, emit: last.emit };
    } else joined.push(part);
  }
  return joined.map((part) => ({ ...ALIKE, ...compileStep(part) }));
}

function compileStep(part: FastPart): FastStep {
  switch (part.kind) {
    case 'text':
      return { kind: 'text', pattern: new RegExp(part.source, 'y'), emit: part.emit };
    case 'key':
      return { kind: 'key', pattern: new RegExp(part.source, 'y'), slot: part.slot, emit: part.emit };
    case 'object': {
      const { nullable, parts, asked } = part;
      const found = asked.length > 0 ? compileFound(parts) : undefined;
      if (found !== undefined) return { kind: 'found', nullable, ...found };
      return { kind: 'object', nullable, steps: compileSteps(parts), asked };
    }
    case 'list':
      return { kind: 'list', nullable: part.nullable, steps: compileSteps(part.item) };
    default:
      return part;
  }
}
