import { describe, expect, it } from 'vitest';
import type { PushedRecord } from '../../../adapters/inbound/PushedRecord.ts';
import { writeDropRequest } from '../../../adapters/inbound/writeDropRequest.ts';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { goldenBatches } from './goldenBatches.ts';
import { startCentre } from './startCentre.ts';

describe.each(goldenBatches('data'))('$name: $meaning', (golden) => {
  it('is stored as the centre meant it, and answered line by line', async () => {
    const { department, jurisdiction, expected } = golden;
    const options = { ...golden.options, pollSeconds: 0.02, settleSeconds: 0 };
    const now = () => Date.parse(golden.result.instant);
    await using centre = await startCentre({ department, jurisdiction, options, now });
    await centre.put(`out/${golden.file}`, golden.bytes('data'));
    await centre.put(`out/${golden.digestFile}`, golden.bytes('digest'));
    await centre.put(`out/${golden.markerFile}`, '');
    await centre.start();

    const fate = expected.batch === '0000' ? 'done' : 'bad';
    await expect
      .poll(() => centre.list(`out/${fate}`))
      .toEqual([golden.file, golden.digestFile, golden.markerFile].toSorted());
    expect(await centre.list('out')).toEqual([]);
    expect(await centre.list('out/claim')).toEqual([]);
    expect(withoutText(await centre.text(`in/${golden.result.file}`))).toEqual(
      withoutText(new TextDecoder('gb18030').decode(golden.bytes('result'))),
    );
    if (!golden.name.startsWith('failing')) {
      expect(await centre.read(`in/${golden.result.file}`)).toEqual(golden.bytes('result'));
      expect(await centre.read(`in/${golden.result.digestFile}`)).toEqual(golden.bytes('result-digest'));
    }
    expect(centre.store.taken.flatMap(({ records }) => personsOf(records, expected.asOf))).toEqual(
      expected.persons.toSorted(byNumber),
    );
    expect(centre.store.quarantined).toHaveLength(expected.batch === '0000' ? 0 : 1);
  });
});

describe.each(goldenBatches('request'))('the request $name', (golden) => {
  it('has the golden bytes', () => {
    const lines = golden.lines.map(({ number, serial }) => ({ number: parseNumber(number), serial }));
    const data = writeDropRequest({
      place: golden.jurisdiction,
      platformCode: String(golden.options.platformCode),
      now: Date.parse(golden.instant),
      lines,
    });

    expect(Buffer.from(data)).toEqual(golden.bytes('request'));
  });

  it('is answered, whatever became of each line', async () => {
    const { department, jurisdiction } = golden;
    const options = { ...golden.options, pollSeconds: 0.02, settleSeconds: 0 };
    await using centre = await startCentre({ department, jurisdiction, options });
    const reference = golden.file.split('_')[3]?.slice(0, 12) ?? '';
    await centre.store.requests.claim({ reference, facet: 'everything', againAfterMs: 1 }, [
      { kind: 'NATURAL_PERSON', number: parseNumber('10990119900307002X'), name: '林小满' },
    ]);
    await centre.put(`out/${golden.answer.file}`, golden.bytes('answer'));
    await centre.put(`out/${golden.answer.digestFile}`, golden.bytes('answer-digest'));
    await centre.put(`out/${golden.answer.file.replace('.txt', '.ok')}`, '');
    await centre.start();

    await expect.poll(() => centre.list('out/done')).toHaveLength(3);
    expect(await centre.list('in')).toEqual([]);
    expect([...centre.store.answered]).toEqual([reference]);
    expect(centre.store.taken.flatMap(({ faults }) => faults)).toEqual(
      golden.expected.lines
        .filter(({ code }) => code !== '0000')
        .map(({ line, code }) => ({ part: `line ${line}`, reason: `the centre answered ${code}` })),
    );
  });
});

/** Texts are for people and nobody's contract. */
function withoutText(result: string): string {
  return result.replace(/^(\d+\|\d{4})\|.*$/gm, '$1|');
}

/** Records in the words of the golden files. */
function personsOf(records: readonly PushedRecord[], asOf: string): unknown {
  return records
    .map((record) => {
      const { number, name, content } = record;
      expect(new Date(record.asOf).toISOString()).toBe(asOf);
      if (content === null && name === null) return { number, operation: 'D' };
      return { number, name, rows: rowsOf(content) };
    })
    .toSorted(byNumber);
}

function byNumber(one: { readonly number?: unknown }, other: { readonly number?: unknown }): number {
  return String(one.number) < String(other.number) ? -1 : 1;
}

/** The centre's own numbers of bookings are ours to find a page again. */
function rowsOf(content: string | null): unknown {
  if (content === null) return [];
  const { value } = JSON.parse(content);
  const rows = value.accounts ?? (Array.isArray(value) ? value : [value]);
  return rows.map(({ serial: _, ...row }: Record<string, unknown>) => row);
}

/** One of the golden lines is wrong on purpose. */
function parseNumber(number: string): ReturnType<typeof parseCitizenNumber> {
  try {
    return parseCitizenNumber(number);
  } catch {
    return number as ReturnType<typeof parseCitizenNumber>;
  }
}
