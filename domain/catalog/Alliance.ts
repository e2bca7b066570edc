import type { DivisionCode } from '../divisionCode.ts';
import type { CoverageBasis } from './coverageBasis.ts';
import type { NATIONWIDE } from './coveredPlace.ts';
import type { StatedMode } from './StatedMode.ts';
import type { StatedDate } from './statedDate.ts';

/** 成员: a division that takes part, from a date of its own where it joined later. */
export interface AllianceMember {
  readonly division: DivisionCode;
  /** `null`: from the beginning. */
  readonly from: StatedDate | null;
  /** Last day or month; `null`: it has not left. */
  readonly through: StatedDate | null;
}

/** An item as the source names it. */
export interface ScopedItem {
  readonly name: string;
  /** `null` where the name is no single item of the catalogue. */
  readonly itemCode: string | null;
  /** For such a name: the items that it may mean; empty: any of the scope's categories. */
  readonly mayMean: readonly string[];
}

/** 事项范围, as far as the source names it. */
export interface AllianceScope {
  /** In the words of the source. */
  readonly text: string | null;
  /** `null`: the source lists none. */
  readonly items: readonly ScopedItem[] | null;
  readonly itemCount: number | null;
  /** The only categories it reaches; `null`: no source says. */
  readonly categories: readonly string[] | null;
  /** 限定条件: what else must be so, in the words of the source; `null`: it names nothing. */
  readonly condition: string | null;
  /** `null`: no source says. */
  readonly modes: readonly StatedMode[] | null;
}

/** One direction: what the accepting places take in for the owning ones. */
export interface AllianceClause {
  readonly accepting: readonly DivisionCode[];
  readonly owning: readonly DivisionCode[] | typeof NATIONWIDE;
  /** False where the source says only who accepts; nationwide is then our reading. */
  readonly owningStated: boolean;
  /** Where it differs from the alliance's. */
  readonly scope: AllianceScope | null;
}

/** Who may act for whom. */
export type AlliancePairing =
  /** Every member for every other. */
  | { readonly kind: 'EACH_OTHER' }
  /** The hub for each other member and each of them for the hub, and no others. */
  | { readonly kind: 'STAR'; readonly hub: DivisionCode }
  /** Only what the clauses say. */
  | { readonly kind: 'DIRECTED'; readonly clauses: readonly AllianceClause[] };

/** 区域联盟, 城市协议, 试点: an arrangement between places as published texts state it. */
export interface Alliance {
  readonly id: string;
  readonly kind: Exclude<CoverageBasis, 'NATIONAL_LIST'>;
  readonly name: string;
  readonly formerNames: ReadonlyArray<{ readonly name: string; readonly until: StatedDate }>;
  /** `null`: no source gives a beginning, so it grants nothing. */
  readonly startsOn: StatedDate | null;
  /** What gives the beginning where the words of `quotes` do not; `null`: they do, or there is none. */
  readonly startsOnSource: string | null;
  /** The day of the source that speaks of it as in force without a beginning; from then on it is a possibility. */
  readonly knownOn: StatedDate | null;
  readonly endsOn: StatedDate | null;
  /** In the order of the source; `null`: it lists none. */
  readonly members: readonly AllianceMember[] | null;
  /** Members that have no division code. */
  readonly unlistedMembers: readonly string[];
  /** How many more members there are that the source does not name. */
  readonly unnamedMembers: number;
  /** `null`: no source says, so it grants nothing. */
  readonly pairing: AlliancePairing | null;
  readonly scope: AllianceScope;
  /** 个案: the source tells of one case and of no standing service, so it grants nothing. */
  readonly isSingleCase: boolean;
  readonly timeLimit: {
    readonly workingDays: number;
    readonly source: string;
    readonly quote: string;
  } | null;
  readonly verified: boolean;
  readonly source: string;
  /** Verbatim. */
  readonly quotes: readonly string[];
  readonly note: string | null;
}
