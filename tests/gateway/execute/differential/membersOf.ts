import type { Model } from './Model.ts';

/** All object types that a type, an interface or a union stands for, in whatever service. */
export function membersOf(name: string, abstracts: Model['abstracts']): readonly string[] {
  const abstract = abstracts.find((one) => one.name === name);
  return abstract ? [...new Set([...abstract.members.values()].flat())] : [name];
}
