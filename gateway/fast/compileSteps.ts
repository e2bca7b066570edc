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
  | { readonly kind: 'list'; readonly nullable: boolean; readonly steps: readonly FastStep[] };

/** Joins texts that follow each other into one pattern each. */
export function compileSteps(parts: readonly FastPart[]): readonly FastStep[] {
  const joined: FastPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text' && last.emit === part.emit) {
      joined[joined.length - 1] = { ...last, source: last.source + part.source };
    } else joined.push(part);
  }
  return joined.map((part): FastStep => {
    if (part.kind === 'text') return { kind: 'text', pattern: new RegExp(part.source, 'y'), emit: part.emit };
    if (part.kind === 'key') {
      return { kind: 'key', pattern: new RegExp(part.source, 'y'), slot: part.slot, emit: part.emit };
    }
    if (part.kind === 'object') {
      return { kind: 'object', nullable: part.nullable, steps: compileSteps(part.parts), asked: part.asked };
    }
    if (part.kind === 'list') {
      return { kind: 'list', nullable: part.nullable, steps: compileSteps(part.item) };
    }
    return part;
  });
}
