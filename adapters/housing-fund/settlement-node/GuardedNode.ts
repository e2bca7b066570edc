import { TongbanError } from '../../../domain/TongbanError.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { isNotSent } from '../../transport/isNotSent.ts';
import type { AskNode, NodeQuestion } from './AskNode.ts';
import type { FileBook } from './FileBook.ts';
import { isOrder } from './isOrder.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import type { NodeClient } from './NodeClient.ts';
import { NODE_OPERATIONS } from './nodeOperations.ts';
import { referenceOf } from './referenceOf.ts';

export interface GuardedNodeOptions {
  readonly client: Pick<NodeClient, 'ask'>;
  /** What stands between the replicas' questions and the hub; files take longer. */
  readonly guards: { readonly query: GuardedSystem; readonly file: GuardedSystem };
  readonly files: FileBook;
}

/** The node as its owner asks through it: within what the hub bears, every file noted before it leaves. */
export class GuardedNode {
  readonly #options: GuardedNodeOptions;

  constructor(options: GuardedNodeOptions) {
    this.#options = options;
  }

  readonly ask: AskNode = (question, signal) => {
    const { client, guards } = this.#options;
    const operation = NODE_OPERATIONS[question.transaction];
    if (isOrder(question.transaction)) {
      return guards.query.write(operation, (callSignal) => client.ask(question, callSignal), signal);
    }
    return question.lines.length === 0
      ? guards.query.read(operation, (callSignal) => client.ask(question, callSignal), signal)
      : guards.file.read(operation, (callSignal) => this.#askByFile(question, callSignal), signal);
  };

  async #askByFile(question: NodeQuestion, signal: AbortSignal): Promise<NodeAnswer> {
    const { client, files } = this.#options;
    const noted: string[] = [];
    try {
      const answer = await client.ask(question, signal, async ({ at, sequence }) => {
        const reference = referenceOf(formatBeijingTime(at).slice(0, 8), sequence);
        if (!(await files.note(reference, question.transaction, question.lines))) return false;
        noted.push(reference);
        return true;
      });
      const putOff = answer.kind === 'LATER' ? noted.pop() : undefined;
      if (putOff !== undefined) await orLeave(files.putOff(putOff));
      return answer;
    } catch (error) {
      // Nobody can tell whether the hub got the last one, so its message may come.
      if (!isRefusal(error) && !isNotSent(error)) noted.pop();
      throw error;
    } finally {
      await orLeave(files.forget(noted));
    }
  }
}

/** The hub's own code proves that it refused. */
function isRefusal(error: unknown): boolean {
  return error instanceof TongbanError && error.upstreamCode !== undefined;
}

/** The answer counts all the same; what stays noted is forgotten with age. */
async function orLeave(work: Promise<void>): Promise<void> {
  await work.catch(() => undefined);
}
