import { z } from 'zod';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { type DivisionCode, isDivisionCode } from '../../../domain/divisionCode.ts';
import type { AllianceMembership } from '../statistics/AllianceMembership.ts';
import type { ItemLimits } from '../statistics/measuresOf.ts';
import type { CallTarget, JsonCaller } from './JsonCaller.ts';
import { readGraphqlData } from './readGraphqlData.ts';

const WORKING_DAYS = `query WorkingDays($division: DivisionCode!, $from: Date!, $to: Date!) {
  workingDayCalendar(division: $division, from: $from, to: $to) { days { date kind } }
}`;

const LIMITS = `query Limits($item: ID!) {
  serviceItem(code: $item) { promisedTime { workingDays } statutoryTime { workingDays } }
}`;

const ALLIANCE = `query Alliance($id: ID!) {
  alliance(id: $id) {
    startsOn { firstDay }
    endsOn { lastDay }
    members { code from { firstDay } through { lastDay } }
    pairing
    hub { code }
    directions { acceptingDivisions owningDivisions }
  }
}`;

const day = z.string().transform(parseCalendarDate);
const division = z.custom<DivisionCode>(isDivisionCode);
const limit = z.object({ workingDays: z.int().min(0) }).nullable();
const firstDay = z.object({ firstDay: day }).nullable();
const lastDay = z.object({ lastDay: day }).nullable();

const daysShape = z.object({
  workingDayCalendar: z.object({ days: z.array(z.object({ date: z.string(), kind: z.string() })) }),
});
const limitsShape = z.object({
  serviceItem: z.object({ promisedTime: limit, statutoryTime: limit }).nullable(),
});
const allianceShape = z.object({
  alliance: z
    .object({
      startsOn: firstDay,
      endsOn: lastDay,
      members: z.array(z.object({ code: division, from: firstDay, through: lastDay })).nullable(),
      pairing: z.enum(['EACH_OTHER', 'STAR', 'DIRECTED']).nullable(),
      hub: z.object({ code: division }).nullable(),
      directions: z.array(
        z.object({ acceptingDivisions: z.array(division), owningDivisions: z.array(division).nullable() }),
      ),
    })
    .nullable(),
});

/** What statistics ask the catalogue: by which days and limits to measure, and who is in an alliance. */
export class StatisticsCatalog {
  readonly #target: CallTarget;
  readonly #caller: JsonCaller;

  constructor(target: CallTarget, caller: JsonCaller) {
    this.#target = { ...target, url: `${target.url}/graphql` };
    this.#caller = caller;
  }

  /** Days of a year on which a place works, `YYYY-MM-DD`. */
  async findWorkingDays(
    place: DivisionCode,
    year: string,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const span = { division: place, from: `${year}-01-01`, to: `${year}-12-31` };
    const { workingDayCalendar } = await this.#ask(WORKING_DAYS, span, daysShape, signal);
    const working = workingDayCalendar.days.filter(
      ({ kind }) => kind === 'WORKDAY' || kind === 'MAKEUP_WORKDAY',
    );
    return new Set(working.map(({ date }) => date));
  }

  /** Neither for an item that the catalogue does not have. */
  async findLimits(item: string, signal: AbortSignal): Promise<ItemLimits> {
    const { serviceItem } = await this.#ask(LIMITS, { item }, limitsShape, signal);
    return {
      promised: serviceItem?.promisedTime?.workingDays ?? null,
      statutory: serviceItem?.statutoryTime?.workingDays ?? null,
    };
  }

  /** `null` for an alliance that the catalogue does not have. */
  async findAlliance(id: string, signal: AbortSignal): Promise<AllianceMembership | null> {
    const { alliance } = await this.#ask(ALLIANCE, { id }, allianceShape, signal);
    if (alliance === null) return null;
    return {
      startsOn: alliance.startsOn?.firstDay ?? null,
      endsOn: alliance.endsOn?.lastDay ?? null,
      members:
        alliance.members?.map(({ code, from, through }) => ({
          division: code,
          from: from?.firstDay ?? null,
          through: through?.lastDay ?? null,
        })) ?? null,
      hub: alliance.pairing === 'STAR' ? (alliance.hub?.code ?? null) : null,
      directions:
        alliance.pairing === 'DIRECTED'
          ? alliance.directions.map(({ acceptingDivisions, owningDivisions }) => ({
              accepting: acceptingDivisions,
              owning: owningDivisions,
            }))
          : null,
    };
  }

  async #ask<Shape extends z.ZodType>(
    query: string,
    variables: object,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.output<Shape>> {
    const call = {
      method: 'POST',
      body: { query, variables },
      caller: null,
      requestId: 'statistics',
    } as const;
    return readGraphqlData(await this.#caller.call(this.#target, call, signal), shape, 'catalog');
  }
}
