import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { RawDocument } from './RawDocument.ts';
import type { RawRow } from './RawRow.ts';
import type { Section } from './Section.ts';
import type { SectionRow } from './SectionRow.ts';

const content = z.record(z.string(), z.unknown());

/**
 * Reads and checks the rows of one section; a document without the section has none.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line naming file, row, field and reason of the first bad row.
 */
export function readSection<Row extends object>(
  document: Pick<RawDocument, 'sections'>,
  section: Section<Row>,
): readonly SectionRow<Row>[] {
  const rows = (document.sections.get(section.name) ?? []).map((raw) => readRow(raw, section));
  const keys = new Set<string>();
  for (const { key, place } of rows) {
    if (keys.has(key))
      throw new TongbanError('BAD_USER_INPUT', `${place}, ${section.keyField}: ${key} stands there twice`);
    keys.add(key);
  }
  return rows;
}

function readRow<Row extends object>(
  { file, number, value }: RawRow,
  { schema, keyField, nameOf }: Section<Row>,
): SectionRow<Row> {
  const place = `${file}: row ${number}`;
  const outcome = schema.safeParse(value);
  if (!outcome.success) {
    const [issue] = outcome.error.issues;
    throw new TongbanError(
      'BAD_USER_INPUT',
      `${place}, ${issue?.path.join('.') || 'row'}: ${issue?.message}`,
    );
  }
  const row = outcome.data;
  return { key: String(row[keyField]), name: nameOf(row), place, content: content.parse(value), row };
}
