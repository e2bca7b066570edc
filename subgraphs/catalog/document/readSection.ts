import { z } from 'zod';
import type { Complaints } from './Complaints.ts';
import type { RawDocument } from './RawDocument.ts';
import type { RawRow } from './RawRow.ts';
import type { Section } from './Section.ts';
import type { SectionRow } from './SectionRow.ts';

const content = z.record(z.string(), z.unknown());

/**
 * Reads and checks the rows of one section; a document without the section has none.
 *
 * @param complaints - gets one for every bad row.
 * @returns the good rows.
 */
export function readSection<Row extends object>(
  document: Pick<RawDocument, 'sections'>,
  section: Section<Row>,
  complaints: Complaints,
): readonly SectionRow<Row>[] {
  const rows = (document.sections.get(section.name) ?? []).flatMap(
    (raw) => readRow(raw, section, complaints) ?? [],
  );
  const keys = new Set<string>();
  for (const { key, place } of rows) {
    if (keys.has(key)) complaints.add(place, section.keyField, `${key} stands there twice`);
    keys.add(key);
  }
  return rows;
}

function readRow<Row extends object>(
  { file, number, value }: RawRow,
  { schema, keyField, nameOf }: Section<Row>,
  complaints: Complaints,
): SectionRow<Row> | null {
  const place = `${file}: row ${number}`;
  const outcome = schema.safeParse(value);
  if (!outcome.success) {
    const [issue] = outcome.error.issues;
    complaints.add(place, issue?.path.join('.') ?? '', issue?.message ?? 'is not a row of this section');
    return null;
  }
  const row = outcome.data;
  return { key: String(row[keyField]), name: nameOf(row), place, content: content.parse(value), row };
}
