import type { SandboxSite } from '../../SandboxDialect.ts';
import type { SocialInsuranceFile } from '../../world/SocialInsuranceFile.ts';
import type { World } from '../../world/World.ts';
import type { CipherRow, CipherService, PlainRequest } from './CipherService.ts';
import { innerSaid } from './innerSaid.ts';
import { spacedTime } from './spacedTime.ts';

/** A call that has passed the gateway. */
export interface ServiceCall {
  readonly site: SandboxSite;
  readonly world: World;
  readonly service: CipherService;
  readonly plain: PlainRequest;
  /** 公民身份号码 asked for; `null` when there is none of the right form. */
  readonly number: string | null;
  readonly firstPage: 0 | 1;
  /** Answers as a site of release 1.x, with a code that no table has. */
  readonly isStale: boolean;
}

/** The business object of the answer, names in the order of the specification. */
export function answerService(call: ServiceCall): object {
  const { site, world, service, plain, number, firstPage } = call;
  const { aac003: name = '' } = plain;
  if (number === null || (typeof name !== 'string' && name !== null)) return innerSaid('3001');
  const fault = service.refuse(plain, firstPage);
  if (fault !== null) return innerSaid(fault);
  const now = site.clock();
  const dataTime = spacedTime(world.dataTime(site.department, site.jurisdiction, now));
  const file = world.findSocialInsuranceFile(site.jurisdiction, number);
  if (file === null || isStranger(file, number, name?.trim() ?? ''))
    return { ...innerSaid('2001'), dataTime };
  const { list, page } = service.find(file, plain, firstPage);
  return {
    ...innerSaid('0000'),
    dataTime,
    person: {
      aac001: file.personalNumber,
      aac002: file.holder.number.toLowerCase(),
      aac003: file.holder.name,
    },
    ...(page === undefined ? {} : { page }),
    list: call.isStale ? list.map((row) => aged(row, service)) : list,
  };
}

/** A world that finds another number's file is a fault; the system itself would not notice. */
const isStranger = ({ holder }: SocialInsuranceFile, number: string, name: string): boolean =>
  holder.number === number && name !== '' && name !== holder.name;

function aged(row: CipherRow, { newer, unknownCode }: CipherService): CipherRow {
  const kept = Object.fromEntries(Object.entries(row).filter(([field]) => field !== newer));
  return unknownCode === null ? kept : { ...kept, [unknownCode[0]]: unknownCode[1] };
}
