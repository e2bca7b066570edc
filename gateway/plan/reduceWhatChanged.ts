import type { FetchGraph, FetchGroup } from './FetchGroup.ts';
import { withDescendants } from './withDescendants.ts';

type Links = Map<FetchGroup, Set<FetchGroup>>;

/** Who was made to wait for whom since a graph was last reduced: those that are waited for, with those that wait. */
const linked = new WeakMap<FetchGraph, Links>();

/**
 * Lets `@apollo/query-planner` 2.14 look again only at what has changed where it leaves out who need not wait for whom. It looked at all
 * fetches, down to the last that waits for them, each time that a field requires something: a mutation of eight levels over interface
 * objects is some 2,000 fetches to it, and nobody else was served for seconds. What it finds is the same.
 *
 * @param first - of any plan, by which the classes of all are met.
 */
export function reduceWhatChanged(first: FetchGroup): void {
  const groups: FetchGroup = Object.getPrototypeOf(first);
  const graphs: FetchGraph = Object.getPrototypeOf(first.dependencyGraph);
  const { addParent } = groups;
  const { clone } = graphs;
  groups.addParent = function (this: FetchGroup, parent) {
    addParent.call(this, parent);
    link(linksOf(this.dependencyGraph), parent.group, this);
  };
  groups.isDescendantOf = function (this: FetchGroup, ancestor) {
    return withDescendants(ancestor.children()).has(this);
  };
  // A copy is made by letting everybody wait anew.
  graphs.clone = function (this: FetchGraph) {
    const copy = clone.call(this);
    const links: Links = new Map();
    for (const [parent, linkedOnce] of linksOf(this))
      for (const child of parent.children())
        if (linkedOnce.has(child)) link(links, copy.groups[parent.index], copy.groups[child.index]);
    linked.set(copy, links);
    return copy;
  };
  graphs.reduce = function (this: FetchGraph) {
    if (this.isReduced) return;
    for (const [parent, linkedOnce] of linksOf(this)) {
      // Some wait no longer.
      const children = parent.children().filter((child) => linkedOnce.has(child));
      this.dfsRemoveRedundantEdges(parent);
      const later = withDescendants(children);
      for (const ancestor of ancestorsOf(parent)) removeChildren(ancestor, later);
    }
    linked.delete(this);
    this.isReduced = true;
  };
  graphs.dfsRemoveRedundantEdges = (from) => {
    removeChildren(from, withDescendants(from.children().flatMap((child) => child.children())));
  };
}

/** Whoever waits for somebody that waits for `from` need not wait for `from` itself. */
function removeChildren(from: FetchGroup, later: ReadonlySet<FetchGroup>): void {
  for (const child of from.children().filter((one) => later.has(one))) from.removeChild(child);
}

function linksOf(graph: FetchGraph): Links {
  const known = linked.get(graph) ?? new Map();
  linked.set(graph, known);
  return known;
}

function link(links: Links, parent: FetchGroup | undefined, child: FetchGroup | undefined): void {
  if (parent === undefined || child === undefined) return;
  const known = links.get(parent) ?? new Set();
  links.set(parent, known.add(child));
}

/** A way that is new below a group is new for all who lead to it. */
function ancestorsOf(group: FetchGroup): ReadonlySet<FetchGroup> {
  const found = new Set(group.parents().map((parent) => parent.group));
  // A set goes on to what is added while it is gone through.
  for (const one of found) for (const parent of one.parents()) found.add(parent.group);
  return found;
}
