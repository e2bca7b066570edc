import type { Sandbox } from '../../../sandbox/startSandbox.ts';

/** What the admin port can do at the desk of one system. */
export interface DeskAdmin {
  /** Any call below the path of the system; what is refused is an answer with an error. */
  ask(method: string, path: string, body?: object): Promise<{ status: number; answer: unknown }>;
  /** Puts a switch on. */
  on(action: string, kind: string, details?: object): Promise<void>;
  /** Takes all switches away. */
  off(): Promise<void>;
  decide(businessKey: string, decision: object): Promise<void>;
  /** Entries of a key, and how often it came. */
  ledgerOf(businessKey: string): Promise<DeskLedger>;
}

export interface DeskLedger {
  readonly entries: readonly Record<string, unknown>[];
  readonly count: { readonly attempts: number; readonly entries: number; readonly effects: number };
}

/** The desk of the system with this id. */
export function createDeskAdmin(admin: Pick<Sandbox, 'adminUrl'>, id: string): DeskAdmin {
  const ask: DeskAdmin['ask'] = async (method, path, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${admin.adminUrl}/systems/${id}/${path}`, init);
    return { status: response.status, answer: await response.json() };
  };
  const must = async (...asked: Parameters<typeof ask>) => {
    const { status, answer } = await ask(...asked);
    if (status !== 200) throw new Error(JSON.stringify(answer));
    return answer;
  };
  return {
    ask,
    on: async (action, kind, details = {}) => {
      await must('PUT', `handling/${action}`, { kind, ...details });
    },
    off: async () => {
      await must('DELETE', 'handling');
    },
    decide: async (businessKey, decision) => {
      await must('POST', `ledger/${businessKey}/decide`, decision);
    },
    ledgerOf: async (businessKey) => {
      const { entries, keys } = (await must('GET', 'ledger')) as {
        entries: Record<string, unknown>[];
        keys: ({ businessKey: string } & DeskLedger['count'])[];
      };
      const { attempts = 0, ...counts } = keys.find((key) => key.businessKey === businessKey) ?? {};
      return {
        entries: entries.filter((entry) => entry['businessKey'] === businessKey),
        count: { attempts, entries: 0, effects: 0, ...withoutKey(counts) },
      };
    },
  };
}

const withoutKey = ({
  businessKey: _key,
  ...counts
}: {
  businessKey?: string;
  entries?: number;
  effects?: number;
}) => counts;
