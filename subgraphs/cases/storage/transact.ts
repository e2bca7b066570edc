import type { CasesDatabase } from './CasesDatabase.ts';
import type { WakeUps } from './WakeUps.ts';

/** Does something in one transaction; whoever is to be woken for it is woken once it is committed. */
export async function transact<T>(
  { database, wakeUps }: { readonly database: CasesDatabase; readonly wakeUps: WakeUps },
  work: (transaction: CasesDatabase, wakeUps: WakeUps) => Promise<T>,
): Promise<T> {
  const gathered: Parameters<WakeUps['send']>[0][number][] = [];
  const done = await database
    .transaction()
    .execute((transaction) => work(transaction, { send: (given) => void gathered.push(...given) }));
  wakeUps.send(gathered);
  return done;
}
