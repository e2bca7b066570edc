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
import type { ServiceAnswer } from './NationalCipherClient.ts';
import { readRows } from './readRows.ts';
import { toContribution } from './toContribution.ts';
import { contributionRow } from './wire.ts';
import type { Business } from './writeRequest.ts';

/** Rows that the systems give at once. */
const MAX_ROWS = 100;

export interface ContributionReaderOptions {
  readonly jurisdiction: DivisionCode;
  /** Number of the first page. */
  readonly firstPage: number;
  /** Calls the service of contributions. */
  readonly ask: (business: Business, signal: AbortSignal) => Promise<ServiceAnswer>;
}

/** Whose contributions, and which. */
export interface ContributionQuestion {
  readonly person: NaturalPerson;
  readonly filter: ContributionFilter;
  readonly start: ContributionPosition;
  readonly first: number;
}

/** One call's worth of a history. */
interface Chunk {
  readonly asOf: number | null;
  readonly nodes: readonly Contribution[];
  readonly isMore: boolean;
}

/** Reads histories that come in numbered pages of limited length. */
export class ContributionReader {
  readonly #options: ContributionReaderOptions;

  constructor(options: ContributionReaderOptions) {
    this.#options = options;
  }

  /**
   * Asks as often as it takes. Every call begins where the rows before it ended, not at the next page number, so that a
   * load of the system between two calls neither repeats nor loses a row.
   */
  async read(question: ContributionQuestion, signal: AbortSignal): Promise<Page<Contribution>> {
    const nodes: Contribution[] = [];
    let asOf: number | null = null;
    let position = question.start;
    for (;;) {
      const wanted = question.first - nodes.length;
      const chunk = await this.#chunk({ ...question, start: position, first: wanted }, signal);
      nodes.push(...chunk.nodes);
      position = positionAfter(position, chunk.nodes);
      // The page as a whole was true when its oldest part was.
      asOf = asOf === null ? chunk.asOf : Math.min(asOf, chunk.asOf ?? asOf);
      if (!chunk.isMore || nodes.length >= question.first) {
        return { asOf, nodes, endCursor: chunk.isMore ? formatContributionCursor(position) : null };
      }
    }
  }

  async #chunk({ person, filter, start, first }: ContributionQuestion, signal: AbortSignal): Promise<Chunk> {
    const { jurisdiction, firstPage, ask } = this.#options;
    const pageSize = Math.min(start.skip + first, MAX_ROWS);
    const page = Math.floor(start.skip / pageSize);
    const { asOf, record } = await ask(
      {
        aac002: person.number,
        aac003: person.name,
        aae140: filter.scheme === null ? null : fromScheme(filter.scheme),
        aae041: filter.from,
        aae042: start.month,
        pageNum: firstPage + page,
        pageSize,
      },
      signal,
    );
    if (record === null) return { asOf, nodes: [], isMore: false };

    const rows = readRows(record, { person, shape: contributionRow, jurisdiction });
    const given = rows.map(toContribution);
    expectContributions(given, { start, filter, jurisdiction });
    const total = this.#totalOf(record.page, { pageNum: firstPage + page, pageSize });
    const end = page * pageSize + given.length;
    const nodes = given.slice(start.skip - page * pageSize);
    const isMore = end < total;
    if (given.length > pageSize || (isMore && nodes.length === 0)) {
      throw badResponse(jurisdiction, 'gave another number of rows than was asked for');
    }
    return { asOf, nodes: nodes.slice(0, first), isMore: isMore || nodes.length > first };
  }

  #totalOf(
    page: { readonly pageNum: number; readonly pageSize: number; readonly total: number } | null | undefined,
    asked: { readonly pageNum: number; readonly pageSize: number },
  ): number {
    if (page?.pageNum === asked.pageNum && page.pageSize === asked.pageSize) return page.total;
    throw badResponse(this.#options.jurisdiction, 'gave another page than the one asked for');
  }
}
