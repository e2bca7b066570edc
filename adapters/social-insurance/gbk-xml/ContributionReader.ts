import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { Page } from '../../../domain/page.ts';
import type { Contribution } from '../../../domain/social-insurance/Contribution.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { ContributionPosition } from '../ContributionPosition.ts';
import { expectContributions } from '../expectContributions.ts';
import { formatContributionCursor } from '../formatContributionCursor.ts';
import { fromScheme } from '../fromScheme.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { ContributionFilter } from '../port.ts';
import { positionAfter } from '../positionAfter.ts';
import type { GbkXmlRows } from './GbkXmlClient.ts';
import { personElements } from './personElements.ts';
import { readRows } from './readRows.ts';
import { toContribution } from './toContribution.ts';
import { contributionRow } from './wire.ts';
import type { GbkXmlRequest } from './writeBody.ts';

/** 排序; without it the oldest month comes first. */
const NEWEST_FIRST = '1';

export interface ContributionReaderOptions {
  readonly jurisdiction: DivisionCode;
  /** Asks for 缴费明细. */
  readonly fetch: (elements: GbkXmlRequest['elements'], signal: AbortSignal) => Promise<GbkXmlRows>;
}

/** Whose contributions, and which. */
export interface ContributionQuestion {
  readonly person: NaturalPerson;
  readonly filter: ContributionFilter;
  readonly start: ContributionPosition;
  /** At most 200. */
  readonly first: number;
}

/** Reads histories of which one call gives any part. */
export class ContributionReader {
  readonly #options: ContributionReaderOptions;

  constructor(options: ContributionReaderOptions) {
    this.#options = options;
  }

  async read(
    { person, filter, start, first }: ContributionQuestion,
    signal: AbortSignal,
  ): Promise<Page<Contribution>> {
    const { jurisdiction, fetch } = this.#options;
    const { asOf, total, rows } = await fetch(
      [
        ...personElements(person),
        ['aae140', filter.scheme === null ? '' : fromScheme(filter.scheme)],
        ['aae041', compact(filter.from)],
        ['aae042', compact(start.month)],
        ['qsh', String(start.skip + 1)],
        ['hs', String(first)],
        ['px', NEWEST_FIRST],
      ],
      signal,
    );
    const nodes = readRows(rows, { person, shape: contributionRow, jurisdiction }).map(toContribution);
    expectContributions(nodes, { start, filter, jurisdiction });
    const isMore = start.skip + nodes.length < total;
    if (nodes.length > first || (isMore && nodes.length === 0)) {
      throw badResponse(jurisdiction, 'gave another number of rows than was asked for');
    }
    return { asOf, nodes, endCursor: isMore ? formatContributionCursor(positionAfter(start, nodes)) : null };
  }
}

/** `YYYYMM`; nothing for no restriction. */
function compact(month: string | null): string {
  return (month ?? '').replace('-', '');
}
