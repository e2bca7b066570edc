/** Of one more form of an operation, whatever it asks for: mostly the code of its patterns. Measured, as all figures here. */
const FORM = 20_000;
const NODE = 200;
const NODE_OF_A_FORM = 300;
const CHARACTER = 30;
/** One operation with all of its forms; each kind of form has its first one whatever it takes. */
const MOST = 8 * 2 ** 20;

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

  /** Whether another form may be kept: clients choose how many there are. */
  get hasRoom(): boolean {
    return this.#bytes + this.#form <= MOST;
  }

  /** Another form of it is kept. */
  addForm(): void {
    this.add(this.#form);
  }

  /** Something else is kept with it. */
  add(bytes: number): void {
    this.#bytes += bytes;
    for (const watcher of this.#watchers) watcher();
  }

  /** @param onGrown - told each time it has grown; whoever keeps operations in a room of limited size. */
  watch(onGrown: () => void): void {
    this.#watchers.add(onGrown);
  }
}
