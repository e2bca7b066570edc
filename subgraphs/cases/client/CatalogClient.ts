import { z } from 'zod';
import { addDays } from '../../../domain/addDays.ts';
import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { PARTY_ROLES, type PartyRole } from '../../../domain/cases/partyRole.ts';
import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import { PROXY_AUTHORITIES, type ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CallTarget, JsonCaller } from './JsonCaller.ts';
import { procedureShape } from './procedureShape.ts';
import { readGraphqlData } from './readGraphqlData.ts';

const PROCEDURE = `
  id version name acceptance
  steps {
    key name role stage performer department action compensation deadlineWorkingDays isPivot
    when { step output equals }
  }`;

const HANDLING = `query Handling(
  $item: ID!, $accepting: DivisionCode!, $owning: DivisionCode!, $mode: HandlingMode, $authority: ProxyAuthority
) {
  handling(item: $item, acceptingDivision: $accepting, owningDivision: $owning, mode: $mode, authority: $authority) {
    availability { status reason instead { kind acceptingPlace { name } beginsOn } }
    mode authority formSchema catalogueVersion
    partyRoles { required allowed }
    deadline { workingDays }
    procedure {${PROCEDURE}}
  }
}`;

const DUE_DATE = `query Due(
  $item: ID!, $on: Date!, $owning: DivisionCode!, $accepting: DivisionCode!, $pauses: [PauseInput!], $workingDays: Int!
) {
  dueDate(
    item: $item, acceptedOn: $on, division: $owning, acceptingDivision: $accepting, pauses: $pauses,
    workingDays: $workingDays
  ) {
    dueOn provisional
  }
}`;

const ONE_PROCEDURE = `query OneProcedure($id: ID!, $version: Int!) {
  procedure(id: $id, version: $version) {${PROCEDURE}}
}`;

const FORM = `query Form($item: ID!) { serviceItem(code: $item) { formSchema } }`;

const DAYS = `query Days($division: DivisionCode!, $from: Date!, $to: Date!) {
  workingDayCalendar(division: $division, from: $from, to: $to) { days { date kind provisional } }
}`;

const party = z.enum(PARTY_ROLES);
const handlingShape = z.object({
  handling: z
    .object({
      availability: z.object({
        status: z.string(),
        reason: z.string().nullable(),
        instead: z.array(
          z.object({
            kind: z.string(),
            acceptingPlace: z.object({ name: z.string() }).nullable(),
            beginsOn: z.string().nullable(),
          }),
        ),
      }),
      mode: z.enum(['FULLY_ONLINE', 'PROXY_COLLECTION', 'JOINT_HANDLING']).nullable(),
      authority: z.enum(PROXY_AUTHORITIES).nullable(),
      procedure: procedureShape.nullable(),
      formSchema: z.record(z.string(), z.unknown()).nullable(),
      partyRoles: z.object({ required: z.array(party), allowed: z.array(party) }).nullable(),
      deadline: z.object({ workingDays: z.int() }).nullable(),
      catalogueVersion: z.int(),
    })
    .nullable(),
});

const dueDateShape = z.object({
  dueDate: z.object({ dueOn: z.string().nullable(), provisional: z.boolean() }).nullable(),
});

/** 60 working days end within it, whatever holidays lie between. */
const LONGEST_SPAN_DAYS = 180;

const oneProcedureShape = z.object({ procedure: procedureShape.nullable() });

const formShape = z.object({
  serviceItem: z.object({ formSchema: z.record(z.string(), z.unknown()).nullable() }).nullable(),
});

const daysShape = z.object({
  workingDayCalendar: z.object({
    days: z.array(z.object({ date: z.string(), kind: z.string(), provisional: z.boolean() })),
  }),
});

/** What can be done instead. */
export interface Alternative {
  readonly kind: string;
  readonly acceptingPlace: { readonly name: string } | null;
  /** `YYYY-MM-DD`. */
  readonly beginsOn: string | null;
}

/** All that the catalogue says of handing in an item between two places today. */
export interface Handling {
  readonly availability: {
    readonly status: string;
    readonly reason: string | null;
    readonly instead: readonly Alternative[];
  };
  readonly mode: HandlingMode | null;
  readonly authority: ProxyAuthority | null;
  readonly procedure: Procedure | null;
  readonly formSchema: Readonly<Record<string, unknown>> | null;
  readonly partyRoles: {
    readonly required: readonly PartyRole[];
    readonly allowed: readonly PartyRole[];
  } | null;
  readonly deadline: { readonly workingDays: number } | null;
  readonly catalogueVersion: number;
}

export interface HandlingQuestion {
  readonly item: string;
  readonly accepting: DivisionCode;
  readonly owning: DivisionCode;
  readonly mode: HandlingMode | null;
  readonly authority: ProxyAuthority | null;
}

export interface DueDateQuestion {
  readonly item: string;
  readonly on: string;
  readonly owning: DivisionCode;
  readonly accepting: DivisionCode;
  readonly pauses: readonly { readonly from: string; readonly to: string | null }[];
  /** The limit that the case was handed in with, whatever the catalogue says by now. */
  readonly workingDays: number;
}

export interface WorkingDaysQuestion {
  readonly division: DivisionCode;
  /** It is not counted. */
  readonly from: CalendarDate;
  /** 1 to 60. */
  readonly workingDays: number;
}

/** What cases asks the catalogue. */
export class CatalogClient {
  readonly #target: CallTarget;
  readonly #caller: JsonCaller;

  constructor(target: CallTarget, caller: JsonCaller) {
    this.#target = { ...target, url: `${target.url}/graphql` };
    this.#caller = caller;
  }

  /** `null` for an item that the catalogue does not have. */
  async findHandling(
    question: HandlingQuestion,
    requestId: string,
    signal: AbortSignal,
  ): Promise<Handling | null> {
    const answer = await this.#ask(HANDLING, question, { requestId, signal });
    return readGraphqlData(answer, handlingShape, 'catalog').handling;
  }

  async countDueDate(
    question: DueDateQuestion,
    requestId: string,
    signal: AbortSignal,
  ): Promise<{ readonly dueOn: string | null; readonly provisional: boolean }> {
    const answer = await this.#ask(DUE_DATE, question, { requestId, signal });
    return readGraphqlData(answer, dueDateShape, 'catalog').dueDate ?? { dueOn: null, provisional: false };
  }

  /** A version of a procedure; `null` where no catalogue that was published has it. */
  async findProcedure(
    question: { readonly id: string; readonly version: number },
    requestId: string,
    signal: AbortSignal,
  ): Promise<Procedure | null> {
    const answer = await this.#ask(ONE_PROCEDURE, question, { requestId, signal });
    return readGraphqlData(answer, oneProcedureShape, 'catalog').procedure;
  }

  /** The form of an item; not known: the catalogue does not have the item. */
  async findForm(
    item: string,
    requestId: string,
    signal: AbortSignal,
  ): Promise<{ readonly isKnown: boolean; readonly formSchema: Handling['formSchema'] }> {
    const answer = await this.#ask(FORM, { item }, { requestId, signal });
    const { serviceItem } = readGraphqlData(answer, formShape, 'catalog');
    return { isKnown: serviceItem !== null, formSchema: serviceItem?.formSchema ?? null };
  }

  /** The last of so many working days of a place. @throws {RangeError} where none is found within a year. */
  async countWorkingDays(
    { division, from, workingDays }: WorkingDaysQuestion,
    requestId: string,
    signal: AbortSignal,
  ): Promise<{ readonly dueOn: string; readonly provisional: boolean }> {
    const span = { division, from: addDays(from, 1), to: addDays(from, LONGEST_SPAN_DAYS) };
    const answer = await this.#ask(DAYS, span, { requestId, signal });
    const { days } = readGraphqlData(answer, daysShape, 'catalog').workingDayCalendar;
    const working = days.filter(({ kind }) => kind === 'WORKDAY' || kind === 'MAKEUP_WORKDAY');
    const last = working[workingDays - 1];
    if (last === undefined) throw new RangeError('a limit is longer than what the calendar was asked for');
    const provisional = days.some((day) => day.date <= last.date && day.provisional);
    return { dueOn: last.date, provisional };
  }

  #ask(query: string, variables: object, { requestId, signal }: { requestId: string; signal: AbortSignal }) {
    const call = { method: 'POST', body: { query, variables }, caller: null, requestId } as const;
    return this.#caller.call(this.#target, call, signal);
  }
}
