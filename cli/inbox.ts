import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { type InboxList, listInbox } from '../subgraphs/jurisdiction/listInbox.ts';
import { readServerSettings } from './readServerSettings.ts';

interface ListFlags {
  readonly config: string;
  readonly quarantined: boolean;
  readonly limit: number;
}

const MOST = 10_000;

/** `tongban inbox list NAME --config FILE`: what the systems of a server's places have sent, without personal data. */
export function createInboxCommand(): Command {
  return new Command('inbox').description("look at what the places' systems have sent").addCommand(
    new Command('list')
      .description(
        'counts per place, and the newest messages: time, place, kind, id, what is wrong with them',
      )
      .argument('<name>', 'public-security, social-insurance or housing-fund')
      .requiredOption('--config <file>', "the server's configuration, YAML or JSON")
      .option('--quarantined', 'only messages that nobody could read', false)
      .option('--limit <n>', 'at most so many messages', readLimit, 50)
      .action(async (name: string, { config, ...query }: ListFlags) => {
        const settings = await readServerSettings(config);
        const list = await listInbox(name, settings, { ...query, logger: pino({ level: 'silent' }) });
        process.stdout.write(render(list));
      }),
  );
}

function render({ places, messages, stepAnswers }: InboxList): string {
  const counts = places.map(
    ({ jurisdiction, messages: taken, faulty, quarantined, records, unanswered }) =>
      `${jurisdiction} ${taken} messages (${faulty} with faults), ${quarantined} quarantined, ${records} records, ${unanswered} requests unanswered`,
  );
  const rows = messages.map(({ receivedAt, jurisdiction, kind, id, reason, readLater, faults }) =>
    [
      receivedAt.toISOString(),
      jurisdiction,
      kind ?? 'quarantined',
      id,
      ...(reason === null ? [] : [readLater ? `${reason} (came again and was read)` : reason]),
      ...(faults.length === 0 ? [] : [`${faults.length} faults: ${faults.join('; ')}`]),
    ].join(' '),
  );
  const answers = stepAnswers.map(({ receivedAt, jurisdiction, messageId, stepKey }) => {
    const why =
      stepKey === null ? 'of a step that is not known' : `contradicts what is known of step ${stepKey}`;
    return `${receivedAt.toISOString()} ${jurisdiction} step-answer ${messageId} ${why}`;
  });
  return [...counts, ...rows, ...answers].map((line) => `${line}\n`).join('');
}

function readLimit(text: string): number {
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(limit >= 1 && limit <= MOST)) throw new InvalidArgumentError(`must be 1 to ${MOST}`);
  return limit;
}
