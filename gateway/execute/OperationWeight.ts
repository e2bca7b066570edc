/** Of one more form of an operation, whatever it asks for: mostly the code of its patterns. Measured, as all figures here. */
const FORM = 20_000;
const NODE = 200;
const NODE_OF_A_FORM = 300;
const CHARACTER = 30;

/**
 * What an operation takes of memory, in bytes and roughly, with every form of it that was prepared since: one for each combination of
 * what its conditions look at.
 */
export class OperationWeight {
  #bytes: number;
  readonly #form: number;
  readonly #watchers = new Set<() => void>();

  /**
   * @param nodes - of its syntax tree, fragments written out.
   * @param characters - of what subgraphs are asked for it.
   */
  constructor(nodes: number, characters: number) {
    this.#bytes = NODE * nodes + CHARACTER * characters;
    this.#form = FORM + NODE_OF_A_FORM * nodes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Another form of it is kept. */
  addForm(): void {
    this.#bytes += this.#form;
    for (const watcher of this.#watchers) watcher();
  }

  /** @param onGrown - told after each form; whoever keeps operations in a room of limited size. */
  watch(onGrown: () => void): void {
    this.#watchers.add(onGrown);
  }
}
