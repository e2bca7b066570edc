import { once } from 'node:events';
import { createServer } from 'node:http';
import { addDays } from '../domain/addDays.ts';
import type { CalendarDate } from '../domain/calendarDate.ts';
import type { Procedure } from '../domain/cases/Procedure.ts';

/** Servers of ours that answer at once, so that what is measured is cases alone. */
export interface InstantServers {
  /** Where people, the catalogue and every place answer. */
  readonly url: string;
  /** Steps that places were asked to do, each as often as it was. */
  steps(): number;
  /** The same by their keys: what a server of a place, which remembers them, has done. */
  effects(): number;
  stop(): Promise<void>;
}

const LIMITS = { promisedTime: { workingDays: 5 }, statutoryTime: { workingDays: 10 } };
const HOLDER = '00000000-0000-4000-8000-000000000001';

/** One server for all of them: a holder who is always known, a procedure for every item, places that have done it already. */
export async function startInstantServers(procedure: Procedure): Promise<InstantServers> {
  let steps = 0;
  const keys = new Set<string | undefined>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const isStep = request.method === 'PUT';
      if (isStep) {
        steps += 1;
        keys.add(request.url);
      }
      // What a worker lost is asked for first; nothing is remembered here.
      if (request.method === 'GET') {
        response.writeHead(404).end();
        return;
      }
      const body = Buffer.concat(chunks).toString('utf8');
      const answer = isStep
        ? { outcome: 'DONE', outputs: { number: String(steps) } }
        : answerOf(body, procedure);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    steps: () => steps,
    effects: () => keys.size,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerOf(body: string, procedure: Procedure): object {
  if (body.includes('"holderIds"')) return { identities: JSON.parse(body).holderIds.map(() => 'v1.sealed') };
  if (body.includes('dueDate(')) return { data: { dueDate: { dueOn: '2026-12-31', provisional: false } } };
  if (body.includes('handling(')) return { data: { handling: handlingOf(procedure) } };
  if (body.includes('serviceItem(')) return { data: { serviceItem: LIMITS } };
  if (body.includes('workingDayCalendar('))
    return { data: { workingDayCalendar: { days: everyDayOf(JSON.parse(body).variables) } } };
  return { data: { me: { id: HOLDER } } };
}

/** A calendar without a day off. */
function everyDayOf({ from, to }: { readonly from: CalendarDate; readonly to: CalendarDate }): object[] {
  const days: object[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) days.push({ date, kind: 'WORKDAY' });
  return days;
}

function handlingOf({ steps, nameZh, ...procedure }: Procedure): object {
  return {
    availability: { status: 'AVAILABLE', reason: null, instead: [] },
    mode: 'JOINT_HANDLING',
    authority: null,
    formSchema: { type: 'object', properties: { toAddress: { type: 'string', title: '迁入地址' } } },
    catalogueVersion: 1,
    partyRoles: null,
    deadline: { workingDays: 10 },
    procedure: {
      ...procedure,
      name: nameZh,
      steps: steps.map(({ nameZh: name, ...step }) => ({
        ...step,
        name,
        ...(step.performer === 'SYSTEM' ? { department: 'PUBLIC_SECURITY' } : {}),
      })),
    },
  };
}
