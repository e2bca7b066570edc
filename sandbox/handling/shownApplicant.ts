import type { World } from '../world/World.ts';
import { findApplicant } from './findApplicant.ts';
import type { HandlingEntry } from './HandlingEntry.ts';
import type { HandlingSite } from './HandlingSite.ts';

/** Whom an answer is about, as the system writes it. */
export interface ShownApplicant {
  readonly number: string;
  readonly name: string;
  /** 个人编号; empty for somebody who has none here. */
  readonly personalNumber: string;
}

/**
 * The applicant as on file; as asked for somebody who is not, or not under this name: who gives another name than the one
 * on file is not told the latter.
 *
 * @param world - the site's, or a twisted view of it.
 * @param strangerCode - the dialect's refusal of somebody whom it does not know.
 */
export function shownApplicant(
  { order, result }: Pick<HandlingEntry, 'order' | 'result'>,
  site: Pick<HandlingSite, 'department' | 'jurisdiction'>,
  world: World,
  strangerCode: string,
): ShownApplicant {
  const { applicant } = order;
  const isStranger = result.status === 'refused' && result.code === strangerCode;
  const holder = isStranger ? null : findApplicant(site, world, applicant.number);
  const isInsured = holder !== null && site.department === 'social-insurance';
  const file = isInsured ? world.findSocialInsuranceFile(site.jurisdiction, applicant.number) : null;
  const { number, name } = holder ?? applicant;
  return { number, name, personalNumber: file?.personalNumber ?? '' };
}
