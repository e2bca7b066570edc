import type { StatedMode } from '../../../domain/catalog/StatedMode.ts';
import type { Channel } from '../citations/Channel.ts';
import type { Citation } from '../citations/Citation.ts';
import type { TimeLimit } from '../citations/TimeLimit.ts';
import type { ServiceSubject } from './ServiceSubject.ts';

/** 事项: an item of one version of the catalogue. What no source says is `null`. */
export interface ServiceItem {
  /** The version of the catalogue that says so. */
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: string;
  readonly leadDepartment: string | null;
  readonly subject: ServiceSubject;
  readonly modes: readonly StatedMode[] | null;
  readonly materials: readonly Material[] | null;
  /** 承诺时限 */
  readonly promisedTime: TimeLimit | null;
  /** 法定时限 */
  readonly statutoryTime: TimeLimit | null;
  readonly channels: readonly Channel[] | null;
  /** List and year, `2020-35/2021`; `null` for an item of no list. */
  readonly batch: string | null;
  readonly verified: boolean;
  readonly provenance: Provenance;
  readonly citations: readonly Citation[];
}

/** 申请材料 */
interface Material {
  readonly name: string;
  readonly citation: Citation;
}

/** 数据来源 */
interface Provenance {
  readonly source: string;
  readonly quote: string | null;
  readonly list: string | null;
  readonly batch: string | null;
  readonly confidence: 'VERIFIED' | 'HIGH' | 'MEDIUM' | 'LOW';
  readonly verified: boolean;
  readonly nameVerified: boolean;
  readonly note: string | null;
}
