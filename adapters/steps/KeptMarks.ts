import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PlaceStore } from '../inbound/PlaceStore.ts';

const FACET = 'step';
/** A claim that another one overtakes claims nobody, and is made anew. */
const ATTEMPTS = 5;

/**
 * What was noted once, known to all replicas and after a restart. It stands in the place's book of requests as a keyed
 * digest that names nobody, as long as the operator keeps requests.
 */
export class KeptMarks {
  readonly #store: Pick<PlaceStore, 'requests' | 'digest'>;

  constructor(store: Pick<PlaceStore, 'requests' | 'digest'>) {
    this.#store = store;
  }

  /** Released at once: it stays known, but is nothing that an answer is missed to. @param holder - whom it concerns. */
  async keep(parts: readonly string[], holder: Pick<HolderIdentity, 'kind' | 'number'>): Promise<void> {
    const { requests } = this.#store;
    const reference = this.#reference(parts);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const claim = { reference, facet: FACET, againAfterMs: 0 };
      if ((await requests.claim(claim, [holder])).length > 0) return requests.release(reference);
    }
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'the book of requests is busy');
  }

  async has(parts: readonly string[]): Promise<boolean> {
    return this.#store.requests.knows(this.#reference(parts));
  }

  #reference(parts: readonly string[]): string {
    return this.#store.digest(Buffer.from(JSON.stringify(['step', ...parts]), 'utf8'));
  }
}
