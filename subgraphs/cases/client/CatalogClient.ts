import { z } from 'zod';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { PARTY_ROLES, type PartyRole } from '../../../domain/cases/partyRole.ts';
import type { HandlingMode } from '../../../domain/catalog/handlingMode.ts';
import { PROXY_AUTHORITIES, type ProxyAuthority } from '../../../domain/catalog/proxyAuthority.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CallTarget, JsonCaller } from './JsonCaller.ts';
import { procedureShape } from './procedureShape.ts';
import { readGraphqlData } from './readGraphqlData.ts';

const HANDLING = `query Handling(
  $item: ID!, $accepting: DivisionCode!, $owning: DivisionCode!, $mode: HandlingMode, $authority: ProxyAuthority
) {
  handling(item: $item, acceptingDivision: $accepting, owningDivision: $owning, mode: $mode, authority: $authority) {
    availability { status reason instead { kind acceptingPlace { name } beginsOn } }
    mode authority formSchema catalogueVersion
    partyRoles { required allowed }
    deadline { workingDays }
    procedure {
      id version name acceptance
      steps {
        key name role stage performer department action compensation deadlineWorkingDays isPivot
        when { step output equals }
      }
    }
  }
}`;

const DUE_DATE = `query Due(
  $item: ID!, $on: Date!, $owning: DivisionCode!, $accepting: DivisionCode!, $pauses: [PauseInput!]
) {
  dueDate(item: $item, acceptedOn: $on, division: $owning, acceptingDivision: $accepting, pauses: $pauses) {
    dueOn provisional
  }
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

  #ask(query: string, variables: object, { requestId, signal }: { requestId: string; signal: AbortSignal }) {
    const call = { method: 'POST', body: { query, variables }, caller: null, requestId } as const;
    return this.#caller.call(this.#target, call, signal);
  }
}
