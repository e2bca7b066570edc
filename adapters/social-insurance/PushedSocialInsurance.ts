import type { z } from 'zod';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Benefit } from '../../domain/social-insurance/Benefit.ts';
import type { BenefitEligibilityCheck } from '../../domain/social-insurance/BenefitEligibilityCheck.ts';
import type { Contribution } from '../../domain/social-insurance/Contribution.ts';
import type { InsuredPerson } from '../../domain/social-insurance/InsuredPerson.ts';
import type { PensionAccount } from '../../domain/social-insurance/PensionAccount.ts';
import type { SocialSecurityCard } from '../../domain/social-insurance/SocialSecurityCard.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { PushedForm } from '../inbound/PushedForm.ts';
import type { PushedReader } from '../inbound/PushedReader.ts';
import { formatContributionCursor } from './formatContributionCursor.ts';
import { parseContributionCursor } from './parseContributionCursor.ts';
import type { ContributionFilter, SocialInsuranceRead } from './port.ts';
import { positionAfter } from './positionAfter.ts';
import { SOCIAL_INSURANCE_FORMS as FORMS } from './pushedForms.ts';

type Entry<T> = T | null | TongbanError;

/** One facet, and how it is understood. */
interface Facet<Shape extends z.ZodType, T> {
  readonly facet: keyof typeof FORMS;
  readonly form: PushedForm<Shape>;
  /** @param asOf - epoch ms. */
  readonly toDomain: (value: z.output<Shape>, asOf: number) => T;
}

/** Social insurance systems that tell us what they hold without being asked in the moment. */
export class PushedSocialInsurance implements SocialInsuranceRead {
  readonly #reader: PushedReader;

  constructor(reader: PushedReader) {
    this.#reader = reader;
  }

  async findInsuredPersons(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly Entry<InsuredPerson>[]> {
    return this.#find(
      {
        facet: 'enrollments',
        form: FORMS.enrollments,
        toDomain: (enrollments, asOf) => ({ asOf, enrollments }),
      },
      holders,
      signal,
    );
  }

  async findContributions(
    holder: HolderIdentity,
    filter: ContributionFilter,
    { first, after }: PageRequest,
    signal: AbortSignal,
  ): Promise<Page<Contribution>> {
    const start = parseContributionCursor(after, filter);
    if (filter.scheme === 'UNKNOWN') {
      throw new TongbanError('BAD_USER_INPUT', 'an unknown scheme cannot be asked for');
    }
    const [told] = await this.#find(
      {
        facet: 'contributions',
        form: FORMS.contributions,
        toDomain: (value, asOf) => ({ value, asOf }),
      },
      [holder],
      signal,
    );
    if (told instanceof TongbanError) throw told;

    const wanted = (told?.value ?? [])
      .filter(({ month }) => start.month === null || month <= start.month)
      .filter(({ month }) => filter.from === null || month >= filter.from)
      .filter(({ scheme }) => filter.scheme === null || scheme === filter.scheme);
    // A later push may have fewer rows of the month that the page before ended in.
    const ofMonth = wanted.filter(({ month }) => month === start.month).length;
    const rest = wanted.slice(Math.min(start.skip, ofMonth));
    const nodes = rest.slice(0, first);
    const endCursor =
      rest.length > nodes.length ? formatContributionCursor(positionAfter(start, nodes)) : null;
    return { asOf: told?.asOf ?? null, nodes, endCursor };
  }

  async findPensionAccounts(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly Entry<PensionAccount>[]> {
    return this.#find(
      {
        facet: 'pensionAccount',
        form: FORMS.pensionAccount,
        toDomain: (value, asOf) => ({ asOf, ...value }),
      },
      holders,
      signal,
    );
  }

  async findBenefits(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly Benefit[] | TongbanError)[]> {
    const found = await this.#find(
      {
        facet: 'benefits',
        form: FORMS.benefits,
        toDomain: (benefits, asOf) => benefits.map((benefit) => ({ asOf, ...benefit })),
      },
      holders,
      signal,
    );
    return found.map((entry) => entry ?? []);
  }

  async findSocialSecurityCards(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly Entry<SocialSecurityCard>[]> {
    return this.#find(
      {
        facet: 'socialSecurityCard',
        form: FORMS.socialSecurityCard,
        toDomain: (value, asOf) => ({ asOf, ...value }),
      },
      holders,
      signal,
    );
  }

  async findEligibilityChecks(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly Entry<BenefitEligibilityCheck>[]> {
    return this.#find(
      {
        facet: 'eligibilityCheck',
        form: FORMS.eligibilityCheck,
        toDomain: (value, asOf) => ({ asOf, ...value }),
      },
      holders,
      signal,
    );
  }

  /** Companies are insured by nobody, and nobody is asked about them. */
  async #find<Shape extends z.ZodType, T>(
    question: Facet<Shape, T>,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly Entry<T>[]> {
    const persons = holders.filter(({ kind }) => kind === 'NATURAL_PERSON');
    if (persons.length === 0) return holders.map(() => null);
    const found = await this.#reader.find({ ...question, holders: persons }, signal);
    const entries = found.values();
    return holders.map(({ kind }) => (kind === 'NATURAL_PERSON' ? (entries.next().value ?? null) : null));
  }
}
