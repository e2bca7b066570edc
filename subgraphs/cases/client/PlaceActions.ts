import { z } from 'zod';
import { ENGINE_CALLER } from './engineCaller.ts';
import type { JsonCaller } from './JsonCaller.ts';
import type { StepPlace } from './StepPlaces.ts';

/** How long an answer holds: an adapter that learns an action is a restart of its server. */
const KNOWN_MS = 30_000;
/** How soon a place that did not say is asked again. */
const UNKNOWN_MS = 5_000;
/** Nobody who hands in waits longer for what may be unknown. */
const ASK_MS = 500;

const answerShape = z.object({ actions: z.array(z.string()) });

interface Asked {
  readonly actions: Promise<ReadonlySet<string> | null>;
  readonly until: number;
}

export interface PlaceActionsOptions {
  readonly caller: Pick<JsonCaller, 'call'>;
  /** A clock that never stands still, epoch ms. */
  now(): number;
}

/**
 * What the systems of places can do (办理能力), as their servers say, kept for half a minute.
 *
 * @see docs/decisions/016-a-place-says-what-it-can-do.md
 */
export class PlaceActions {
  readonly #options: PlaceActionsOptions;
  readonly #asked = new Map<string, Asked>();

  constructor(options: PlaceActionsOptions) {
    this.#options = options;
  }

  /** `null` where the place does not say: its server is away, slow, of an older release, or not of our trust. */
  find(place: StepPlace, requestId: string): Promise<ReadonlySet<string> | null> {
    const key = `${place.url} ${place.audience}`;
    const now = this.#options.now();
    const known = this.#asked.get(key);
    if (known !== undefined && now < known.until) return known.actions;
    const actions = this.#ask(place, requestId);
    this.#asked.set(key, { actions, until: now + KNOWN_MS });
    void actions.then((answer) => {
      if (answer === null) this.#asked.set(key, { actions, until: now + UNKNOWN_MS });
    });
    return actions;
  }

  /** Whoever asked first may hang up: the others wait for the same answer, so only the time counts. */
  async #ask(place: StepPlace, requestId: string): Promise<ReadonlySet<string> | null> {
    try {
      const { status, body } = await this.#options.caller.call(
        place,
        { method: 'GET', path: '/steps', caller: ENGINE_CALLER, requestId },
        AbortSignal.timeout(ASK_MS),
      );
      const { success, data } = answerShape.safeParse(body);
      return status === 200 && success ? new Set(data.actions) : null;
    } catch {
      return null;
    }
  }
}
