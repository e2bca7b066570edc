import type { Dice } from './Dice.ts';
import type { ModelAbstract, ModelType } from './Model.ts';
import { plainField } from './plainField.ts';

/**
 * Gives interfaces a field that leads on: all their types have it, some of them more exactly, in one service as far as it
 * knows them.
 *
 * @returns the interfaces with it.
 */
export function drawPeers(
  abstracts: readonly ModelAbstract[],
  entities: readonly ModelType[],
  nested: ReadonlySet<string>,
  dice: Dice,
): readonly ModelAbstract[] {
  return abstracts.map((abstract) => {
    if (abstract.kind !== 'interface' || !dice.chance(0.6)) return abstract;
    const members = entities.filter(({ name }) => membersIn([...abstract.members.values()]).includes(name));
    const open = [...abstracts, ...entities].filter((one) => {
      const names = 'members' in one ? membersIn([...one.members.values()]) : [one.name];
      return !names.some((name) => nested.has(name));
    });
    const fit = open.filter((one) => members.every((member) => tellersOf(member, one).length > 0));
    if (fit.length === 0) return abstract;
    const target = dice.pick(fit);
    const shape = dice.pick(['T', 'T', '[T]', '[T!]']);
    const args = dice.chance(0.2) ? 'n: Int = 2' : '';
    const peer = {
      name: `peer${abstract.name}`,
      named: target.name,
      type: shape.replace('T', target.name),
      args,
    };
    const [main = ''] = dice.some(
      members.flatMap((member) => tellersOf(member, target)),
      1,
    );
    for (const member of members) {
      const tellers = tellersOf(member, target);
      const owner = tellers.includes(main) ? main : dice.pick(tellers);
      const exact =
        'members' in target && dice.chance(0.25) ? dice.pick(target.members.get(owner) ?? []) : null;
      const named = exact ?? target.name;
      const type = shape.replace('T', named) + (dice.chance(0.15) ? '!' : '');
      member.fields.push({ ...plainField(peer.name, named, type, owner), args, isCalm: dice.chance(0.5) });
    }
    return { ...abstract, peer };
  });
}

/** Services that can be asked for a type by a key, and know what its field is to lead to. */
function tellersOf({ homes }: ModelType, target: ModelAbstract | ModelType): readonly string[] {
  const known: ReadonlyMap<string, unknown> = 'members' in target ? target.members : target.homes;
  return [...homes].flatMap(([service, keys]) =>
    keys.includes('~id') || !known.has(service) ? [] : [service],
  );
}

const membersIn = (known: readonly (readonly string[])[]): readonly string[] => [...new Set(known.flat())];
