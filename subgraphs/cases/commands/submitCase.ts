import type { Procedure } from '../../../domain/cases/Procedure.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { parseDivisionArgument } from '../../serving/parseDivisionArgument.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CaseRecord, Party } from '../CaseRecord.ts';
import type { CasesServices } from '../CasesServices.ts';
import type { SubmitCaseInput } from '../resolvers.generated.ts';
import { createCase } from '../storage/createCase.ts';
import { findCase } from '../storage/findCase.ts';
import { findRepeated } from '../storage/findRepeated.ts';
import { subgraphOf } from '../subgraphOf.ts';
import type { CommandTools } from './CommandTools.ts';
import { chooseParties } from './chooseParties.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { requireAvailable } from './requireAvailable.ts';
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
  const { idempotencyKey: _, ...content } = input;
  const idempotency = {
    scope: caller.scope,
    key,
    digest: services.vault.digestOf(['submitCase', sortedJson(content)]),
  };
  const repeated = await findRepeated(services.database, idempotency);
  if (repeated !== null) return existing(services, repeated);

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
  const parties = await chooseParties(
    { given: input.parties ?? null, roles: handling.partyRoles, divisions },
    tools,
  );
  const opened = await openCase({ input, handling, divisions, form, parties, idempotency }, tools);
  // Somebody crossed with the same request.
  return opened ?? existing(services, (await findRepeated(services.database, idempotency)) ?? '');
}

async function openCase(
  {
    input,
    handling,
    divisions,
    form,
    parties,
    idempotency,
  }: {
    readonly input: SubmitCaseInput;
    readonly handling: ReturnType<typeof requireAvailable>;
    readonly divisions: CaseRecord['divisions'];
    readonly form: Readonly<Record<string, string>>;
    readonly parties: readonly Party[];
    readonly idempotency: { readonly scope: Buffer; readonly key: string; readonly digest: Buffer };
  },
  { services, caller }: CommandTools,
): Promise<CaseRecord | null> {
  const { database, vault, wakeUps, now } = services;
  const office = caller.officeFor(divisions.ACCEPTING);
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
        form,
        idempotency,
        at: now(),
      },
      { vault, wakeUps, actor },
    ),
  );
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

async function existing({ database }: Pick<CasesServices, 'database'>, caseId: string): Promise<CaseRecord> {
  const found = await findCase(database, caseId);
  if (found === null)
    throw new TongbanError('INTERNAL_SERVER_ERROR', 'The case cannot be read', { retryable: true });
  return found.record;
}
