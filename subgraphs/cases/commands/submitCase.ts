import { randomBytes } from 'node:crypto';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CaseRecord, Party } from '../CaseRecord.ts';
import type { CasesServices } from '../CasesServices.ts';
import { createInvitationCode } from '../consents/createInvitationCode.ts';
import type { GivenMaterial, Invitations, NewCase } from '../NewCase.ts';
import type { SubmitCaseInput } from '../resolvers.generated.ts';
import { createCase } from '../storage/createCase.ts';
import { findCase } from '../storage/findCase.ts';
import { findRepeated } from '../storage/findRepeated.ts';
import { lockMandate } from '../storage/lockMandate.ts';
import { subgraphOf } from '../subgraphOf.ts';
import type { CommandTools } from './CommandTools.ts';
import { chooseParties } from './chooseParties.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { parseMaterials } from './parseMaterials.ts';
import { requireActions } from './requireActions.ts';
import { requireAvailable } from './requireAvailable.ts';
import { requireMandate } from './requireMandate.ts';
import { sortedJson } from './sortedJson.ts';
import { validateForm } from './validateForm.ts';

/** Opens a case, or finds the one that the same request opened before. @see SDL `submitCase` for what it refuses. */
export async function submitCase(input: SubmitCaseInput, tools: CommandTools): Promise<CaseRecord> {
  const { services, caller, signal } = tools;
  const key = parseIdempotencyKey(input.idempotencyKey);
  const divisions = {
    ACCEPTING: parseDivisionArgument('input.acceptingDivision', input.acceptingDivision),
    OWNING: parseDivisionArgument('input.owningDivision', input.owningDivision),
    THIRD: input.thirdDivision ? parseDivisionArgument('input.thirdDivision', input.thirdDivision) : null,
  };
  const materials = parseMaterials(input.materials);
  const { idempotencyKey: _, ...content } = input;
  const idempotency = {
    scope: caller.scope,
    key,
    digest: services.vault.digestOf(['submitCase', sortedJson(content)]),
  };
  const repeated = await findRepeated(services.database, idempotency);
  if (repeated !== null) return existing(tools, repeated);

  const handling = requireAvailable(
    await services.catalog.findHandling(
      {
        item: input.item,
        accepting: divisions.ACCEPTING,
        owning: divisions.OWNING,
        mode: input.mode ?? null,
        authority: input.authority ?? null,
      },
      caller.requestId,
      signal,
    ),
    input.item,
  );
  requirePlaces(handling.procedure, divisions, services);
  const form = validateForm(handling.formSchema, input.form);
  const mandate = input.mandate ? await findOwnMandate(input.mandate, input.item, tools) : null;
  const parties = await chooseParties(
    {
      mandate,
      given: input.parties ?? null,
      invited: input.invite ?? [],
      roles: handling.partyRoles,
      divisions,
    },
    tools,
  );
  await requireActions(handling.procedure, divisions, { ...services, requestId: caller.requestId });
  const self = input.draft ? await caller.findSelf() : null;
  const draft = input.draft && self !== null ? { draftId: input.draft, holderId: self } : null;
  const opened = { input, handling, divisions, form, materials, parties, idempotency, draft };
  // `null`: somebody crossed with the same request.
  const record = await openCase(opened, tools);
  return record ?? existing(tools, (await findRepeated(services.database, idempotency)) ?? '');
}

async function openCase(
  {
    input,
    handling,
    divisions,
    form,
    materials,
    parties,
    idempotency,
    draft,
  }: {
    readonly input: SubmitCaseInput;
    readonly handling: ReturnType<typeof requireAvailable>;
    readonly divisions: CaseRecord['divisions'];
    readonly form: Readonly<Record<string, string>>;
    readonly materials: readonly GivenMaterial[];
    readonly parties: readonly Party[];
    readonly idempotency: { readonly scope: Buffer; readonly key: string; readonly digest: Buffer };
    /** 草稿 that this was; it goes with it. */
    readonly draft: NewCase['draft'];
  },
  { services, caller }: CommandTools,
): Promise<CaseRecord | null> {
  const { database, vault, wakeUps, now } = services;
  // Whoever hands in for another does so as a citizen, whatever else they are.
  const office = input.mandate ? null : caller.officeFor(divisions.ACCEPTING);
  const actor = caller.actor(office === null ? 'CITIZEN' : 'CLERK', office);
  return askDatabase(
    createCase(
      database,
      {
        item: input.item,
        mode: handling.mode,
        authority: handling.authority,
        channel: input.channel,
        portal: caller.portal,
        divisions,
        limitWorkingDays: handling.deadline?.workingDays ?? null,
        procedure: handling.procedure,
        catalogueVersion: handling.catalogueVersion,
        parties,
        mandateId: input.mandate ?? null,
        invitations: invite(input, parties.length, services),
        draft,
        formSchema: handling.formSchema,
        form,
        materials,
        fileOwner: caller.digest,
        idempotency,
        at: now(),
      },
      { vault, wakeUps, actor },
    ),
  );
}

async function findOwnMandate(mandateId: string, item: string, { services, caller }: CommandTools) {
  const { database, now } = services;
  const mandate = await askDatabase(
    database.transaction().execute((transaction) => lockMandate(transaction, mandateId, false)),
  );
  return requireMandate(mandate, { self: await caller.findSelf(), item, at: now() });
}

/** Seats behind those who are known, each with a code that the applicant hands over. */
function invite(
  { invite: roles }: SubmitCaseInput,
  firstSeat: number,
  { now, consentMs }: Pick<CasesServices, 'now' | 'consentMs'>,
): Invitations | null {
  if (!roles || roles.length === 0) return null;
  const seats = roles.map((role, index) => ({
    seat: firstSeat + index,
    role,
    code: createInvitationCode(randomBytes(16)),
  }));
  return { seats, until: now() + consentMs };
}

/** Every place that the procedure has a part for must be there, and connected. */
function requirePlaces(
  { steps }: Procedure,
  divisions: CaseRecord['divisions'],
  { places }: Pick<CasesServices, 'places'>,
): void {
  for (const step of steps) {
    const division: DivisionCode | null = divisions[step.role];
    if (division === null)
      throw new TongbanError(
        'BAD_USER_INPUT',
        `input.thirdDivision is required: ${step.nameZh} is done there`,
      );
    if (step.performer === 'SYSTEM' && places.find(subgraphOf(step.department), division) === null)
      throw new TongbanError(
        'JURISDICTION_NOT_CONNECTED',
        `${division} is not connected for ${step.nameZh}`,
        {
          jurisdiction: division,
        },
      );
  }
}

async function existing({ services, caller }: CommandTools, caseId: string): Promise<CaseRecord> {
  const found = await findCase(services.database, caseId);
  if (found === null)
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'The case cannot be read', { retryable: true });
  // An agent whose mandate was revoked asks again.
  if (!(await caller.maySee(found))) throw new TongbanError('NOT_FOUND', 'There is no such case');
  return found.record;
}
