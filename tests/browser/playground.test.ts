import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaseDesk, MOVE } from '../faults/support/CaseDesk.ts';
import { type BorrowedStack, borrowStack } from '../support/borrowStack.ts';
import { findProgram } from '../support/findProgram.ts';
import { giveBackAfterAll } from '../support/giveBackAfterAll.ts';
import { SevenDialectsPage } from '../support/SevenDialectsPage.ts';

const executablePath = findProgram('chromium', 'chromium');

describe.skipIf(executablePath === null)('the playground in a real browser', () => {
  let stack: BorrowedStack;
  let browser: Browser;

  giveBackAfterAll(() => stack);
  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      borrowStack(),
      chromium.launch({
        executablePath: executablePath ?? '',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
        ],
      }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('opens with example tabs and a token in place, and answers the first one', async () => {
    const { page, foreign } = await open();

    await expect
      .poll(() => page.getByRole('tab').allInnerTexts(), { timeout: 20_000 })
      .toEqual([
        'PortalPage',
        'OneProvinceDown',
        'AllProvinces',
        'SevenDialects',
        'ClerkPage',
        'SubmitCase',
        'LoanSettlementCertificate',
        'CaseUpdates',
        'MyCases',
        'WorkList',
        'Desk',
        'Catalogue',
        'Availability',
        'Alliances',
        'DueDate',
      ]);
    await run(page);

    expect(await answerOf(page)).toContain('"maskedName": "**');
    expect(foreign).toEqual([]);
  });

  it('answers a query that is typed', async () => {
    const { page, foreign } = await open();

    await page.locator('.graphiql-query-editor .monaco-editor').click({ position: { x: 300, y: 300 } });
    await page.keyboard.press('Control+A');
    await page.keyboard.type('{ divisions(level: CITY) { code name ');
    // The list of suggestions covers the button.
    await run(page, () => page.keyboard.press('Control+Enter'));

    expect(await answerOf(page)).toContain('"太原市"');
    expect(foreign).toEqual([]);
  });

  it.each([
    ['Availability', '"reason": "SCOPE_NOT_LISTED"'],
    ['Alliances', '"until": {'],
    ['DueDate', '"dueOn": "2026-10-20"'],
  ])('answers its tab %s without a token', async (name, part) => {
    const { page, foreign } = await open();

    await page.getByRole('tab', { name }).click();
    await run(page);

    expect(await answerOf(page)).toContain(part);
    expect(foreign).toEqual([]);
  });

  it('is told of cases that are handed in while it listens', async () => {
    const { page, foreign } = await open();
    const desk = new CaseDesk(stack);

    await page.getByRole('tab', { name: 'CaseUpdates' }).click();
    await page.locator('.graphiql-execute-button').click();
    await expect
      .poll(
        async () => {
          await desk.submit(MOVE);
          return page.locator('.result-window .view-lines').innerText();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toMatch(/"status":\s"SUBMITTED"/);

    expect(await answerOf(page)).toContain('"maskedName": "**');
    expect(foreign).toEqual([]);
  });

  it('asks 31 provinces from its third tab', async () => {
    const { page, foreign } = await open();

    await page.getByRole('tab', { name: 'AllProvinces' }).click();
    await run(page);

    expect(await answerOf(page)).toContain('"shortName": "北京"');
    expect(foreign).toEqual([]);
  });

  it('asks systems of all eight dialects from its fourth tab; a second try gets what was not told yet', async () => {
    const { page, foreign } = await open();
    await page.getByRole('tab', { name: 'SevenDialects' }).click();
    await new SevenDialectsPage(stack, stack.databaseUrl).forgetTold();

    await run(page);
    expect(await lastAnswer).toContain('"errors"');
    await expect
      .poll(
        async () => {
          await run(page);
          return (await lastAnswer).includes('"errors"');
        },
        { timeout: 240_000, interval: 1_000 },
      )
      .toBe(false);

    for (const place of ['浙江省', '湖南省', '广东省', '海南省', '甘肃省', '常德市', '玉林市', '自贡市']) {
      expect(await lastAnswer).toContain(`"${place}"`);
    }
    expect(await answerOf(page)).toContain('"maskedName": "**桥"');
    expect(foreign).toEqual([]);
  }, 300_000);

  /** Of the query that was run last. */
  let lastAnswer: Promise<string>;

  /** A fresh visitor; `foreign` collects every request that leaves the gateway's origin. */
  async function open(): Promise<{ page: Page; foreign: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
    const page = await context.newPage();
    const foreign: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== stack.gateway && !/^(data|blob):$/.test(url.protocol)) foreign.push(request.url());
    });
    await page.goto(`${stack.gateway}/playground`);
    await page.locator('.graphiql-execute-button').waitFor();
    return { page, foreign };
  }

  async function run(
    page: Page,
    execute = () => page.locator('.graphiql-execute-button').click(),
  ): Promise<void> {
    const answered = page.waitForResponse(
      (response) =>
        response.url().endsWith('/graphql') &&
        !(response.request().postData() ?? '').includes('IntrospectionQuery'),
    );
    await execute();
    lastAnswer = (await answered).text();
    await lastAnswer;
  }

  /** The editor draws what fits the window only; its text is whole in the copy that it keeps. */
  async function answerOf(page: Page): Promise<string> {
    const lines = page.locator('.result-window .view-lines');
    await expect.poll(() => lines.innerText(), { timeout: 10_000 }).toMatch(/\S/);
    const shot = process.env['TONGBAN_SCREENSHOTS'];
    if (shot !== undefined) await page.screenshot({ path: `${shot}/playground-${Date.now()}.png` });
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }
});
