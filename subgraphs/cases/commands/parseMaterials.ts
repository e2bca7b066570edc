import { TongbanError } from '../../../domain/TongbanError.ts';
import { isUuid } from '../../serving/isUuid.ts';
import type { GivenMaterial } from '../NewCase.ts';
import type { MaterialInput } from '../resolvers.generated.ts';

const MAX_MATERIALS = 50;
const KIND = /^[a-z][a-z0-9-]{0,63}$/;

/**
 * @param known - how many the case has already.
 * @throws {TongbanError} BAD_USER_INPUT for too many, a kind of another form, and a file that is named twice or is no id.
 */
export function parseMaterials(
  given: readonly MaterialInput[] | null | undefined,
  known = 0,
): readonly GivenMaterial[] {
  const materials = given ?? [];
  if (known + materials.length > MAX_MATERIALS)
    throw bad('', `a case has at most ${MAX_MATERIALS} materials`);
  const files = new Set<string>();
  for (const [index, { kind, file }] of materials.entries()) {
    if (!KIND.test(kind))
      throw bad(`.${index}.kind`, 'must be 1 to 64 of a-z, 0-9 and -, beginning with a letter');
    if (!isUuid(file)) throw bad(`.${index}.file`, 'must be the id of an upload');
    if (files.has(file)) throw bad(`.${index}.file`, 'is named twice');
    files.add(file);
  }
  return materials.map(({ kind, file }) => ({ kind, file }));
}

const bad = (where: string, problem: string): TongbanError =>
  new TongbanError('BAD_USER_INPUT', `input.materials${where}: ${problem}`);
