import { randomUUID } from 'node:crypto';
import { beijingDay } from '../../../domain/beijingDay.ts';
import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Mandate } from '../mandates/Mandate.ts';
import { mandateCode } from '../mandates/mandateCode.ts';
import type { GiveMandateInput } from '../resolvers.generated.ts';
import { actOnMandate } from './actOnMandate.ts';
import type { CommandTools } from './CommandTools.ts';
import { requireSelf } from './requireSelf.ts';

const MAX_ITEMS = 50;
const ITEM = /^[\w-]{1,64}$/;

/** 委托: lets whoever is given the code hand in these items for the caller. */
export async function giveMandate(input: GiveMandateInput, tools: CommandTools): Promise<Mandate> {
  const { vault, now } = tools.services;
  const mandateId = randomUUID();
  const at = now();
  const items = [...new Set(input.items)];
  if (items.length === 0 || items.length > MAX_ITEMS || items.some((item) => !ITEM.test(item)))
    throw new TongbanError('BAD_USER_INPUT', `input.items must be 1 to ${MAX_ITEMS} codes of items`);
  const validThrough = parseLastDay(input.validThrough, at);
  await requireKnown(items, tools);
  return actOnMandate(
    {
      action: 'giveMandate',
      mandateId,
      input,
      change: (transaction, _, self) =>
        transaction
          .insertInto('mandates')
          .values({
            mandate_id: mandateId,
            principal: self,
            agent: null,
            items,
            valid_through: validThrough,
            code_digest: vault.digestOf(['mandate', mandateCode(vault, mandateId)]),
            given_at: new Date(at),
            revoked_at: null,
          })
          .execute(),
    },
    tools,
  );
}

/** One that the catalogue does not have would stand in the agent's list too, where nothing can be told of it. */
async function requireKnown(
  items: readonly string[],
  { services: { catalog }, caller, signal }: CommandTools,
): Promise<void> {
  await requireSelf(caller);
  const found = await Promise.all(items.map((item) => catalog.findForm(item, caller.requestId, signal)));
  const unknown = items.filter((_, index) => found[index]?.isKnown !== true);
  if (unknown.length > 0)
    throw new TongbanError(
      'NOT_FOUND',
      `The catalogue has no item ${unknown.map((item) => JSON.stringify(item)).join(', ')}`,
    );
}

function parseLastDay(text: string, at: number): CalendarDate {
  try {
    const day = parseCalendarDate(text);
    if (day >= beijingDay(at)) return day;
  } catch {
    // Told below.
  }
  throw new TongbanError('BAD_USER_INPUT', 'input.validThrough must be a day that is not over, YYYY-MM-DD');
}
