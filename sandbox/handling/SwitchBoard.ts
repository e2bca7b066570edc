import type { HandlingManner } from './HandlingManner.ts';
import type { HandlingSwitch } from './HandlingSwitch.ts';

type Kind = HandlingSwitch['kind'];
/** The switches that concern one order, at most one of a kind. */
export type SwitchesOn = { readonly [K in Kind]?: Extract<HandlingSwitch, { readonly kind: K }> };

/** Stands for every action that has no switch of the kind itself. */
const ALL = 'all';

/** The switches of one system, by action. */
export class SwitchBoard {
  readonly #manner: HandlingManner;
  readonly #on = new Map<string, Map<Kind, HandlingSwitch>>();

  constructor(manner: HandlingManner) {
    this.#manner = manner;
  }

  /**
   * Puts a switch on, in the place of one of the same kind.
   *
   * @param action - `all` for all.
   * @throws {RangeError} for an action or a switch that the dialect does not have.
   */
  set(action: string, to: HandlingSwitch): void {
    this.#mustKnow(action);
    const { pends, callsBack, entersLate } = this.#manner;
    if (to.kind === 'pend' && !pends) throw new RangeError('nothing stays in work in this dialect');
    if (to.kind === 'feedback' && !callsBack) throw new RangeError('this dialect calls nobody');
    if (to.kind === 'hold-answer' && to.seenAfterMs > 0 && !entersLate)
      throw new RangeError('this dialect enters an order before the work');
    const kinds = this.#on.get(action) ?? new Map<Kind, HandlingSwitch>();
    this.#on.set(action, kinds.set(to.kind, to));
  }

  /**
   * Takes all switches of an action away.
   *
   * @throws {RangeError} for an action that the dialect does not have.
   */
  clear(action: string): void {
    this.#mustKnow(action);
    this.#on.delete(action);
  }

  clearAll(): void {
    this.#on.clear();
  }

  read(): readonly ({ readonly action: string } & HandlingSwitch)[] {
    return [...this.#on].flatMap(([action, kinds]) => [...kinds.values()].map((one) => ({ action, ...one })));
  }

  /** The switches for one order; those that are on for so many orders only have one less to go. */
  use(action: string): SwitchesOn {
    const kinds = new Set([...(this.#on.get(action)?.keys() ?? []), ...(this.#on.get(ALL)?.keys() ?? [])]);
    return Object.fromEntries([...kinds].map((kind) => [kind, this.#useOne(action, kind)]));
  }

  #useOne(action: string, kind: Kind): HandlingSwitch | undefined {
    const kinds = [action, ALL].map((name) => this.#on.get(name)).find((found) => found?.has(kind));
    const found = kinds?.get(kind);
    if (kinds === undefined || found === undefined || found.times === null) return found;
    if (found.times > 1) kinds.set(kind, { ...found, times: found.times - 1 });
    else kinds.delete(kind);
    return found;
  }

  #mustKnow(action: string): void {
    if (action !== ALL && !this.#manner.actions.has(action))
      throw new RangeError(`there is no action ${action} in this dialect`);
  }
}
