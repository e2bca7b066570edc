import type { Coverage } from '../../../domain/catalog/Coverage.ts';
import type { NationalList } from '../../../domain/catalog/NationalList.ts';
import type { PublishedAlliance } from '../alliances/PublishedAlliance.ts';

/** 依据: a statement with the agreement or the list that it comes from. */
export type CoverageGrant = Coverage & {
  readonly alliance: PublishedAlliance | null;
  readonly nationalList: NationalList | null;
};
