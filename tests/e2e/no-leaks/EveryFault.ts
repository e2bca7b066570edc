import type { Parts } from '../../support/startParts.ts';

interface Fault {
  readonly kind: string;
  readonly [setting: string]: unknown;
}
type Place = Parts['places'][number];

/** Every way in which a system can fail, in a form that ends within a jurisdiction's deadline. */
const FAULTS: readonly Fault[] = [
  { kind: 'error' },
  { kind: 'refuse' },
  { kind: 'hang' },
  { kind: 'trickle', ms: 300 },
  { kind: 'garbage' },
  { kind: 'truncated' },
  { kind: 'truncated', cut: 'connection' },
  { kind: 'wrong-charset' },
  { kind: 'wrong-person' },
  { kind: 'stale-schema' },
  { kind: 'maintenance' },
  { kind: 'html' },
  { kind: 'empty' },
  { kind: 'huge', bytes: 4_194_304 },
  { kind: 'deep', levels: 5_000 },
  { kind: 'latency', ms: 10_000 },
  { kind: 'xxe' },
  { kind: 'billion-laughs' },
  { kind: 'unruly-pushes' },
];
const CALLING = ['collaboration-bus', 'settlement-node'];
const XML = ['gbk-xml', ...CALLING];
const EXCHANGING = ['exchange-table', 'file-drop'];

/** Gives every system one fault after the other, until every dialect has had every fault that it can have. */
export class EveryFault {
  readonly #parts: Parts;
  readonly #left: Map<string, readonly Fault[]>;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { places } = parts;
    this.#left = new Map(
      places.map(({ dialect }) => [
        dialect,
        FAULTS.filter((fault) => places.some((place) => place.dialect === dialect && canHave(place, fault))),
      ]),
    );
  }

  /** How many faults each dialect is still to have. */
  get left(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#left].map(([dialect, faults]) => [dialect, faults.length]));
  }

  /** Sets the next ones and clears all others. @returns the places that have one now. */
  async next(): Promise<readonly Place[]> {
    await this.#govern('DELETE', '/faults');
    const failing: Place[] = [];
    for (const place of this.#parts.places) {
      const left = this.#left.get(place.dialect) ?? [];
      const fault = left.find((one) => canHave(place, one));
      if (fault === undefined) continue;
      this.#left.set(
        place.dialect,
        left.filter((one) => one !== fault),
      );
      await this.set(`${place.department}/${place.jurisdiction}`, fault);
      failing.push(place);
    }
    return failing;
  }

  /** Gives the record index every fault in turn. @param ask - what is asked while it has one. */
  async ofRecordIndex(ask: (position: number) => Promise<void>): Promise<void> {
    const faults = FAULTS.filter((fault) => canHave({ dialect: 'data-exchange', options: {} }, fault));
    for (const [position, fault] of faults.entries()) {
      await this.set('record-index/110000', fault);
      await ask(position);
    }
    await this.#govern('DELETE', '/faults');
  }

  async set(system: string, fault: Fault): Promise<void> {
    await this.#govern('PUT', `/systems/${system}/fault`, fault);
  }

  async #govern(method: string, path: string, body?: object): Promise<void> {
    const answer = await fetch(`${this.#parts.sandbox}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the sandbox refused ${method} ${path}: ${await answer.text()}`);
  }
}

function canHave({ dialect, options }: Pick<Place, 'dialect' | 'options'>, { kind }: Fault): boolean {
  switch (kind) {
    case 'trickle':
      return !EXCHANGING.includes(dialect);
    case 'xxe':
    case 'billion-laughs':
      return XML.includes(dialect) || options['contentFormat'] === 'xml';
    case 'unruly-pushes':
      return CALLING.includes(dialect);
    default:
      return true;
  }
}
