import { createHmac } from 'node:crypto';
import type { CallContextCaller } from '../../../domain/callContext.ts';
import { canonicalJson } from '../../partition/canonicalJson.ts';
import type { EntityIdentity } from './EntityIdentity.ts';

/** What an entry answers. */
export interface EntryQuestion {
  readonly service: string;
  /** Of the supergraph. */
  readonly generationId: string;
  /** Digest of what is selected of entities of this type. */
  readonly selection: string;
  /** The variables that the selection uses. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly representation: Readonly<Record<string, unknown>>;
  /** For whom alone the answer is; `null`: it is the same for everybody. */
  readonly caller: CallContextCaller | null;
}

/**
 * Names under which things are kept: HMAC-SHA-256 of what they are about, so that a name tells nothing about a person, and
 * nobody without the secret can find out by trying.
 */
export class EntityNames {
  readonly #secret: Uint8Array;

  /** @param secret - 32 bytes. */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /** @param tag - the entity's first: an entry lies beside it. */
  entry(tag: string, question: EntryQuestion): string {
    const { service, generationId, selection, variables, representation, caller } = question;
    const digest = this.#digest([
      'entry',
      service,
      generationId,
      selection,
      canonicalJson(variables),
      canonicalJson(representation),
      ...(caller === null ? [] : boundTo(caller)),
    ]);
    return `${tag}${digest}`;
  }

  /** Of all entities of a type at a place. @param place - `''`: wherever they are. */
  placeTag(typename: string, place: string): string {
    return `{${this.#digest(['place', typename, place])}}`;
  }

  /** Of all entities of a type of which a subgraph is not told where they are. */
  unplacedTag(typename: string): string {
    return `{${this.#digest(['unplaced', typename])}}`;
  }

  /** Of all that is kept for one person alone, whatever portal asked. */
  subjectTag({ issuer, subject }: Pick<CallContextCaller, 'issuer' | 'subject'>): string {
    return `{${this.#digest(['subject', issuer, subject])}}`;
  }

  /** Of what is known by one value of its key at a place. */
  entityTag({ typename, place, field, value }: EntityIdentity): string {
    return `{${this.#digest(['entity', typename, place, field, value])}}`;
  }

  /** JSON keeps the parts apart, whatever they hold. */
  #digest(parts: readonly string[]): string {
    return createHmac('sha256', this.#secret).update(JSON.stringify(parts)).digest('base64url');
  }
}

/** Scopes too: the same person may have been given more at another time. */
const boundTo = ({ issuer, subject, portal, purpose, scopes }: CallContextCaller): readonly string[] => [
  issuer,
  subject,
  portal,
  purpose,
  ...[...scopes].sort(),
];
