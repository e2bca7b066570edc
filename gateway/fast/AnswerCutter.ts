import type { FastStep } from './compileSteps.ts';

/** Where the fields of an entity go that is asked for only now. */
export interface Hole {
  readonly fetch: number;
  readonly found: FoundObject;
  /** What goes there; `null`: nobody was asked yet. */
  content: string | readonly Piece[] | null;
}

/** An object that entities are asked for by. */
export interface FoundObject {
  /** Values of its key fields, as JSON texts in the order of its slots. */
  readonly keys: string[];
  /** All of it, as it came. */
  text: string;
  /** Where it stands; `null` where the client cannot get `null` for it. */
  readonly extent: Extent | null;
}

/** The pieces that an object begins and ends in, and the characters at which it does. */
export interface Extent {
  readonly first: number;
  readonly firstAt: number;
  last: number;
  lastAt: number;
  /** Whether its record turned out not to be there: then the client gets `null` for it. */
  isMissing: boolean;
}

/** Text for the client, in pieces. */
export type Piece = string | Hole;

/** Steps outside of such an object find no keys. */
const NOWHERE: FoundObject = { keys: [], text: '', extent: null };

/** Passes over one answer, verifies it and cuts it; characters are bytes. */
export class AnswerCutter {
  readonly pieces: Piece[] = [];
  readonly #text: string;
  #position: number;
  #from = -1;

  /** @param position - where to begin. */
  constructor(text: string, position: number) {
    this.#text = text;
    this.#position = position;
  }

  /** Whether nothing follows but the line feed that Apollo Server writes behind its answers. */
  get isAtEnd(): boolean {
    const left = this.#text.length - this.#position;
    return left === 0 || (left === 1 && this.#text.endsWith('\n'));
  }

  /** @returns whether the answer is as it must be up to the new position. */
  pass(steps: readonly FastStep[]): boolean {
    const isRight = this.#pass(steps, NOWHERE);
    this.#flush();
    return isRight;
  }

  /** Passes a text. */
  skip(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#position)) return false;
    this.#position += expected.length;
    return true;
  }

  /** The pieces since the last call, as one where no hole is among them. */
  takeContent(): string | readonly Piece[] {
    let text = '';
    for (const piece of this.pieces) {
      if (typeof piece !== 'string') return this.pieces.splice(0);
      text += piece;
    }
    this.pieces.length = 0;
    return text;
  }

  /** Passes an object of one shape. @returns what stands between its braces; `undefined` where it is otherwise. */
  takeObject(pattern: RegExp): string | undefined {
    const from = this.#position;
    pattern.lastIndex = from;
    if (!pattern.test(this.#text)) return undefined;
    this.#position = pattern.lastIndex;
    return this.#text.slice(from + 1, this.#position - 1);
  }

  #pass(steps: readonly FastStep[], found: FoundObject): boolean {
    for (const step of steps) {
      switch (step.kind) {
        case 'text':
          if (!this.#match(step.pattern, step.emit)) return false;
          break;
        case 'key': {
          const from = this.#position;
          if (!this.#match(step.pattern, step.emit)) return false;
          found.keys[step.slot] = this.#text.slice(from, this.#position);
          break;
        }
        case 'out':
          this.#put(step.text);
          break;
        case 'insert':
          this.#put({ fetch: step.fetch, found, content: null });
          break;
        case 'object':
          if (step.nullable && this.#passNull()) break;
          if (!this.#passObject(step)) return false;
          break;
        case 'found':
          if (step.nullable && this.#passNull()) break;
          if (!this.#passFound(step)) return false;
          break;
        case 'list':
          if (!this.#passList(step.steps, step.nullable)) return false;
      }
    }
    return true;
  }

  #passObject({ steps, asked, nullable }: FastStep & { readonly kind: 'object' }): boolean {
    if (asked.length === 0) return this.#pass(steps, NOWHERE);
    const from = this.#position;
    const extent = nullable ? this.#beginExtent(from) : null;
    const found: FoundObject = { keys: [], text: '', extent };
    if (!this.#pass(steps, found)) return false;
    found.text = this.#text.slice(from, this.#position);
    if (extent !== null) this.#endExtent(extent);
    return true;
  }

  #passFound({ pattern, moves, slots, nullable }: FastStep & { readonly kind: 'found' }): boolean {
    const from = this.#position;
    pattern.lastIndex = from;
    const match = pattern.exec(this.#text);
    if (match === null) return false;
    const extent = nullable ? this.#beginExtent(from) : null;
    const found: FoundObject = { keys: [], text: match[0], extent };
    for (let key = 0; key < slots.length; key++) found.keys[slots[key] ?? -1] = match[key + 1] ?? '';
    for (const move of moves) {
      if (move.kind === 'pass') {
        if (!move.emit) this.#flush();
        else if (this.#from === -1) this.#from = this.#position;
        this.#position += move.key === 0 ? move.length : (match[move.key]?.length ?? 0);
      } else if (move.kind === 'out') this.#put(move.text);
      else this.#put({ fetch: move.fetch, found, content: null });
    }
    if (extent !== null) this.#endExtent(extent);
    return true;
  }

  #beginExtent(from: number): Extent {
    const firstAt = this.#from === -1 ? 0 : from - this.#from;
    return { first: this.pieces.length, firstAt, last: 0, lastAt: 0, isMissing: false };
  }

  #endExtent(extent: Extent): void {
    // Its brace is always for the client.
    extent.last = this.pieces.length;
    extent.lastAt = this.#position - this.#from;
  }

  #passList(steps: readonly FastStep[], nullable: boolean): boolean {
    if (nullable && this.#passNull()) return true;
    if (!this.#emit('[')) return false;
    if (this.#emit(']')) return true;
    for (;;) {
      if (!this.#pass(steps, NOWHERE)) return false;
      if (this.#emit(']')) return true;
      if (!this.#emit(',')) return false;
    }
  }

  #passNull(): boolean {
    return this.#emit('null');
  }

  #emit(expected: string): boolean {
    const from = this.#position;
    if (!this.skip(expected)) return false;
    if (this.#from === -1) this.#from = from;
    return true;
  }

  #match(pattern: RegExp, emit: boolean): boolean {
    pattern.lastIndex = this.#position;
    if (!pattern.test(this.#text)) return false;
    if (!emit) this.#flush();
    else if (this.#from === -1) this.#from = this.#position;
    this.#position = pattern.lastIndex;
    return true;
  }

  #put(piece: Piece): void {
    this.#flush();
    this.pieces.push(piece);
  }

  #flush(): void {
    if (this.#from !== -1) this.pieces.push(this.#text.slice(this.#from, this.#position));
    this.#from = -1;
  }
}
