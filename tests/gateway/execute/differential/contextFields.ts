import type { Model } from './Model.ts';
import { membersOf } from './membersOf.ts';

/** Names of fields that read contexts (`readers`), and of those that lead to them or to what sets the contexts (`ways`). */
export function contextFields({ types, abstracts, contexts }: Model): {
  readonly readers: ReadonlySet<string>;
  readonly ways: ReadonlySet<string>;
} {
  const fields = types.flatMap((type) => type.fields.map((field) => ({ ...field, on: type.name })));
  const reading = fields.filter(({ contextArguments }) => contextArguments !== undefined);
  const met = new Set([
    ...reading.map(({ on }) => on),
    ...contexts.flatMap(({ setters }) => setters.flatMap((setter) => membersOf(setter, abstracts))),
  ]);
  const leads = (named: string) => membersOf(named, abstracts).some((name) => met.has(name));
  return {
    readers: new Set(reading.map(({ name }) => name)),
    ways: new Set(fields.filter(({ named }) => leads(named)).map(({ name }) => name)),
  };
}
