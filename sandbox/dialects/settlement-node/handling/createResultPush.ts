import iconv from 'iconv-lite';
import { formatBeijing } from '../../../beijingTime.ts';
import type { Push } from '../../../pushes/Push.ts';
import { lineNumber, packFile } from '../fileField.ts';
import { encodeFrame } from '../frames.ts';
import type { Hub } from '../Hub.ts';
import type { HubStyle } from '../HubStyle.ts';
import { hubHead } from '../hubHead.ts';
import { isAcknowledged } from '../isAcknowledged.ts';
import { writeFields, writeNodeMessage } from '../nodeXml.ts';
import { entryFields, type ShownEntry } from './entryFields.ts';

/** How the centre writes. */
export interface Centre {
  readonly style: HubStyle;
  readonly centreName: string;
}

type Sending = Pick<Push, 'isEarly' | 'copies' | 'delayMs'>;

/** A message of the hub about entries as they stand now (GJJT02), under a sequence of its own. */
export function createResultPush(
  hub: Hub,
  { style, centreName }: Centre,
  entries: readonly ShownEntry[],
  sending: Sending,
): Push {
  const { site, options, cipher, nodeKey } = hub;
  const now = site.clock();
  const head = hubHead(hub, 'GJJT02', now);
  const kept = entries.map(({ order, serial, result }) => ({ order, serial, result }));
  return {
    ...sending,
    write(world, twist) {
      // A hub in no state to do anything tells nothing.
      if (twist.kind === 'maintenance' || twist.kind === 'error') return null;
      const isStale = twist.kind === 'stale-schema';
      const isWrongCharset = twist.kind === 'wrong-charset';
      const lines = kept.map((entry, index) => {
        const { plain, outputs } = entryFields(entry, { site, style, world, isStale });
        return [lineNumber(index + 1), ...plain.map(([, value]) => value), ...outputs.flat()];
      });
      const body = writeFields([
        ['JGMC', style.column(centreName, 60)],
        ['SJSJ', formatBeijing(now)],
        ['PCBS', String(lines.length)],
        ['PCWJ', packFile(lines, isWrongCharset ? 'utf8' : 'gb18030')],
      ]);
      const text = writeNodeMessage('inhead', head, body);
      const bytes = isWrongCharset ? Buffer.from(text) : iconv.encode(text, 'gb18030');
      return {
        headers: {},
        body: encodeFrame(options.nodeNumber, '0', cipher.seal(bytes, nodeKey)),
        isSettledBy: (answer) => isAcknowledged(hub, answer.body),
      };
    },
  };
}
