import { beijingDay } from '../domain/beijingDay.ts';
import { parseItemFilter } from '../subgraphs/catalog/items/parseItemFilter.ts';
import type { ServiceItemFilter } from '../subgraphs/catalog/resolvers.generated.ts';
import type { CatalogTables } from '../subgraphs/catalog/storage/CatalogTables.ts';
import { ItemStore } from '../subgraphs/catalog/storage/ItemStore.ts';
import type { QuestionReport } from './CatalogueReport.ts';
import type { MeasuredDatabase } from './withMeasuredDatabase.ts';

const QUESTIONS: readonly (readonly [string, ServiceItemFilter])[] = [
  ['a rare word of many characters', { text: '退役军人优待证申领' }],
  ['a word of two characters', { text: '挂失' }],
  ['a word that most items hold', { text: '证' }],
  ['two words', { text: '公积金 查询' }],
  ['three words', { text: '企业 许可证 年审' }],
  ['a word that no item holds', { text: '护照' }],
  ['words whose characters all occur', { text: '证户窗领' }],
  ['Latin letters', { text: 'made-up-7-3' }],
  ['a word, one field of business', { text: '变更', category: '公安' }],
  ['no word at all', {}],
];

/** A page of 20 items and their number, for several kinds of text. */
export async function measureSearch(
  { database, measure }: MeasuredDatabase<CatalogTables>,
  version: number,
  rounds: number,
): Promise<readonly QuestionReport[]> {
  const store = new ItemStore(database);
  const range = { from: 'START', limit: 20, after: null, before: null } as const;
  const reports: QuestionReport[] = [];
  for (const [question, input] of QUESTIONS) {
    const filter = parseItemFilter(input, beijingDay(Date.now()));
    const timesMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      timesMs.push(
        await measure(async () => {
          await store.findItems(version, filter, range);
          await store.countItems(version, filter);
        }),
      );
    }
    reports.push({ question, finds: await store.countItems(version, filter), timesMs });
  }
  return reports;
}
