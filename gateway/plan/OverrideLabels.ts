import { type DocumentNode, Kind, visit } from 'graphql';

const PERCENT = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;

/** How labels of `@override(from:, label:)` are decided. */
export interface OverrideRules {
  /** Labels that hold for every request; all others but `percent(n)` hold for none. */
  readonly on?: readonly string[];
  /** A number from 0 up to but not including 100, once for each request; by chance when left out. */
  readonly draw?: () => number;
}

/** The labels of a supergraph under which fields move from one subgraph to another little by little. */
export class OverrideLabels {
  readonly #named: readonly string[];
  readonly #percents: readonly (readonly [label: string, percent: number])[];
  readonly #draw: () => number;

  constructor(supergraph: DocumentNode, { on = [], draw = () => Math.random() * 100 }: OverrideRules) {
    const labels = [...readLabels(supergraph)].sort();
    const percentOf = (label: string) => (on.includes(label) ? 100 : Number(PERCENT.exec(label)?.[1] ?? 0));
    this.#named = labels.filter((label) => percentOf(label) >= 100);
    // All and nothing need no draw: at both ends of a move every request is like the next.
    this.#percents = labels
      .map((label) => [label, percentOf(label)] as const)
      .filter(([, percent]) => percent > 0 && percent < 100);
    this.#draw = draw;
  }

  /** Whether requests differ in the labels that hold. */
  get isVarying(): boolean {
    return this.#percents.length > 0;
  }

  /**
   * The labels that hold for one request, in order.
   *
   * One draw decides all of `percent(n)`: what holds at 5 % also holds at 20 %, so that there are as many plans of an
   * operation as different percentages, and not as many as sets of them.
   */
  decide(): readonly string[] {
    if (this.#percents.length === 0) return this.#named;
    const drawn = this.#draw();
    const held = this.#percents.flatMap(([label, percent]) => (drawn < percent ? [label] : []));
    return held.length === 0 ? this.#named : [...this.#named, ...held];
  }
}

function readLabels(supergraph: DocumentNode): ReadonlySet<string> {
  const labels = new Set<string>();
  visit(supergraph, {
    Directive: ({ name, arguments: given = [] }) => {
      const label = given.find((argument) => argument.name.value === 'overrideLabel')?.value;
      if (name.value === 'join__field' && label?.kind === Kind.STRING) labels.add(label.value);
    },
  });
  return labels;
}
