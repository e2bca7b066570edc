import type { ModelAbstract, ModelType } from './Model.ts';

/** Which of some types each service knows. */
export function knownMembers(
  members: readonly ModelType[],
  services: readonly string[],
): ModelAbstract['members'] {
  const here = services.map((service): [string, string[]] => [
    service,
    members.filter(({ homes }) => homes.has(service)).map(({ name }) => name),
  ]);
  return new Map(here.filter(([, names]) => names.length > 0));
}
