import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readReference } from './readReference.ts';

// What was taken from the encyclopedia article 跨省通办 (revision of 2024-12-12), statement by statement, word for word.
const statement = z.looseObject({ q: z.string(), q2: z.string().optional() });
const named = statement.extend({
  id: z.string().optional(),
  nameZh: z.string().optional(),
  what: z.string().optional(),
});
const article = z
  .looseObject({
    items: z.array(named),
    alliances: z.array(named),
    pilots: z.array(named),
    timeLimits: z.array(named.extend({ value: z.number().optional() })),
    statistics: z.array(
      named.extend({ value: z.number(), asOf: z.string().optional(), period: z.string().optional() }),
    ),
    channels: z.array(statement.extend({ zh: z.string() })),
    fiveGoals: statement.extend({ zh: z.array(z.string()) }),
    modes: statement.extend({ zh: z.array(z.string()) }),
    listManagement: z.array(statement.extend({ rule: z.string() })),
    articleInconsistencies: z.array(z.string()),
  })
  .parse(JSON.parse(await readFile(new URL('./sources/article.json', import.meta.url), 'utf8')));

const { sections } = await readReference();
const quotesIn = (rows: ReadonlyArray<{ readonly quote?: string | undefined }>) =>
  new Set(rows.flatMap(({ quote }) => quote ?? []));
const statements = sections.policyStatements.map(({ row }) => row);
const values = sections.referenceValues.map(({ row }) => row);
const allianceQuotes = new Set(sections.alliances.flatMap(({ row }) => row.quotes));
const statementQuotes = quotesIn(statements);
const valueQuotes = quotesIn(values);

const table = (rows: ReadonlyArray<z.infer<typeof named>>) =>
  rows.flatMap((row) =>
    [row.q, row.q2].flatMap((quote) =>
      quote === undefined ? [] : [[row.id ?? row.nameZh ?? row.what ?? '', quote] as const],
    ),
  );

describe('every statement of the article has a row with its very words', () => {
  it('and none was lost on the way', () => {
    expect({
      items: article.items.length,
      alliances: article.alliances.length,
      pilots: article.pilots.length,
      timeLimits: article.timeLimits.length,
      statistics: article.statistics.length,
      channels: article.channels.length,
    }).toEqual({ items: 40, alliances: 15, pilots: 9, timeLimits: 5, statistics: 15, channels: 10 });
  });

  it.each(table(article.alliances))('alliance %s: %s', (_, quote) => {
    expect(allianceQuotes).toContain(quote);
  });

  it.each(table(article.items))('item %s: %s', (name, quote) => {
    expect(statements).toContainEqual(expect.objectContaining({ kind: 'practice', nameZh: name, quote }));
  });

  it.each(table(article.pilots))('event %s: %s', (_, quote) => {
    expect(statements).toContainEqual(expect.objectContaining({ kind: 'event', quote }));
  });

  it.each(article.statistics.map((row) => [row.what, row.value, row.q] as const))(
    'statistic %s %d: %s',
    (_, value, quote) => {
      expect(values).toContainEqual(expect.objectContaining({ kind: 'statistic', value, quote }));
    },
  );

  it.each(article.timeLimits.map((row) => [row.what, row.q] as const))('time limit %s: %s', (_, quote) => {
    expect(valueQuotes.has(quote) || statementQuotes.has(quote)).toBe(true);
  });

  it.each(article.channels.map((row) => [row.zh, row.q] as const))('channel %s: %s', (nameZh, quote) => {
    expect(statements).toContainEqual(expect.objectContaining({ kind: 'channel', nameZh, quote }));
  });

  it.each(article.listManagement.map((row) => [row.rule, row.q] as const))('list rule %s: %s', (_, quote) => {
    expect(statements).toContainEqual(expect.objectContaining({ kind: 'list-management', quote }));
  });

  it.each([
    ['goals', article.fiveGoals],
    ['handling-modes', article.modes],
  ] as const)('%s', (kind, { zh, q }) => {
    expect(statements).toContainEqual(expect.objectContaining({ kind, terms: zh, quote: q }));
  });

  it.each(article.articleInconsistencies)('inconsistency %s', (remark) => {
    expect(statements).toContainEqual(expect.objectContaining({ kind: 'inconsistency', nameZh: remark }));
  });
});

describe('nothing that is counted stands there without its words', () => {
  it.each(sections.referenceValues.map(({ key, row }) => [key, row] as const))('%s', (_, row) => {
    const digits = row.quote.replaceAll(/[^\d.]+/g, ' ').split(' ');
    const written = [row.value, row.value / 10_000, row.value / 100_000_000].map(String);

    expect(digits.some((text) => written.includes(text))).toBe(true);
  });

  it.each(
    sections.alliances.flatMap(({ key, row }) =>
      row.timeLimit === null ? [] : [[key, row.timeLimit] as const],
    ),
  )('limit of %s', (_, { workingDays, quote }) => {
    expect(quote).toContain(String(workingDays));
  });

  it.each(
    sections.alliances.flatMap(({ key, row }) =>
      row.startsOn === null ? [] : [[key, row.startsOn.stated, row] as const],
    ),
  )('%s begins %s by its own words, or says what gives the day', (_, stated, { quotes, startsOnSource }) => {
    const [year = '', month = '', day] = stated.split('-');
    const written = `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
    const ofTheEntry = [...article.alliances, ...article.pilots].some(
      ({ start, date, q }) => quotes.includes(q) && [start, date].includes(stated),
    );
    const isInWords = quotes.some((quote) => quote.includes(written));

    // Where a quote says 自即日起 or 目前, the day is that of the article's entry around it, and the row says so.
    expect([isInWords, startsOnSource !== undefined]).toEqual(isInWords ? [true, false] : [false, true]);
    expect(isInWords || ofTheEntry).toBe(true);
  });

  it.each(
    sections.alliances.flatMap(({ key, row }) =>
      row.channels.map((channel) => [key, channel.name, channel] as const),
    ),
  )(
    'the channel of %s is called %s in words of its own row, and of no other',
    (key, name, { quote = '' }) => {
      expect(quote).toContain(name);
      expect(
        sections.alliances
          .filter(({ row }) => row.quotes.some((words) => words.includes(quote)))
          .map((row) => row.key),
      ).toEqual([key]);
    },
  );

  it.each(
    sections.items.flatMap(({ key, row }) =>
      (row.modes ?? []).map((mode) => [key, mode.mode, mode] as const),
    ),
  )('the mode of %s is %s in words that the article has', (_, mode, { quote }) => {
    const terms = mode === '多地联办' ? ['多地联办', '两地联办'] : [mode];

    expect(terms.some((term) => quote.includes(term))).toBe(true);
    expect(article.items.flatMap(({ q, q2 }) => [q, q2])).toContain(quote);
  });

  it('no holiday of a province has a day: no source gives one', () => {
    expect(sections.provincialHolidays.map(({ row }) => row.on)).toEqual(Array(10).fill(null));
  });
});
