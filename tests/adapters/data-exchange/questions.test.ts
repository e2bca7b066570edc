import { describe, expect, it } from 'vitest';
import { person } from './person.ts';
import { about, asOf, company, itemsOf, ok, permit, recordsOf, signal, wu } from './rows.ts';
import { startPlace } from './startPlace.ts';

describe('a question', () => {
  it('travels signed, with nothing about a person outside the body', async () => {
    await using place = await startPlace(() => ok());

    await place.read.findRecords([wu, company], signal());

    const [request] = place.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/invoke',
      headers: {
        'content-type': 'application/json;charset=UTF-8',
        'x-dx-rid': 'dx-demo-430000',
        'x-dx-sid': 'catalog-611',
        'x-dx-time': '1795314600000',
        'x-dx-nonce': '0000000000000001',
        'x-dx-sign': '2rRExqwrbq37cfq9IrP3xGfUVPDgTaagKstuzGu5bd0=',
      },
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      items: [{ gmsfhm: wu.number }, { tyshxydm: '91109901MA00000017' }],
    });
    const envelope = `${request?.path} ${JSON.stringify(request?.headers)}`;
    expect(envelope).not.toMatch(/1099|吴|%E5/);
  });

  it('signs by the query where the place wants it so', async () => {
    await using place = await startPlace(() => ok(), { options: { signScheme: 'md5-concat' } });

    await place.read.findHukou([wu], signal());

    expect(place.requests[0]?.path).toMatch(
      /^\/invoke\?appkey=dx-demo-430000&sid=catalog-612&time=20261122103000&nonce=0{15}1&sign=b73a19d08db8f479aec647ecb5d6d705$/,
    );
  });

  it('leaves companies out where the service knows none', async () => {
    await using place = await startPlace(() => ok(about(wu, permit)));

    const entries = await place.read.findResidencePermits([company, wu], signal());

    expect(entries).toMatchObject([null, { number: permit.jzzbh }]);
    expect(place.requests.map(itemsOf)).toEqual([[{ gmsfhm: wu.number }]]);
  });

  it('is not sent when nobody is left to ask about', async () => {
    await using place = await startPlace(() => ok());

    expect(await place.read.findHukou([company], signal())).toEqual([null]);
    expect(await place.read.findVehicles([], signal())).toEqual([]);
    expect(place.requests).toEqual([]);
  });

  it('is split by the batch limit of the place, however many calls that makes', async () => {
    const holders = Array.from({ length: 300 }, (_, index) => person(index + 1, `试${index}`));
    await using place = await startPlace((request) => ok(...recordsOf(holders, request)), {
      options: { batchLimit: 1 },
    });

    const entries = await place.read.findRecords(holders, signal());

    expect(entries).toEqual(holders.map(() => ({ asOf })));
    expect(place.requests.map((request) => itemsOf(request).length)).toEqual(holders.map(() => 1));
    expect(new Set(place.requests.map(({ headers }) => headers['x-dx-nonce'])).size).toBe(300);
  });

  it('leaves room for other questions while its calls wait', async () => {
    const held: (() => void)[] = [];
    let isHolding = true;
    await using place = await startPlace(
      ({ headers }) =>
        (response) => {
          const answer = () => response.end(JSON.stringify(ok()));
          if (headers['x-dx-sid'] === 'catalog-611' && isHolding) held.push(answer);
          else answer();
        },
      { options: { batchLimit: 1 } },
    );
    const holders = Array.from({ length: 20 }, (_, index) => person(index + 1, `试${index}`));

    const slow = place.read.findRecords(holders, signal());
    await expect.poll(() => held.length).toBe(8);

    expect(await place.read.findHukou([wu], signal())).toEqual([null]);
    expect(held).toHaveLength(8);
    isHolding = false;
    for (const answer of held) answer();
    expect(await slow).toEqual(holders.map(() => null));
  });

  it('fills its batches to the limit and keeps the order across them', async () => {
    const holders = Array.from({ length: 7 }, (_, index) => person(index + 1, `试${index}`));
    await using place = await startPlace((request) => ok(...recordsOf(holders, request).slice(1).reverse()), {
      options: { batchLimit: 3 },
    });

    const entries = await place.read.findRecords(holders, signal());

    expect(place.requests.map((request) => itemsOf(request).length).sort()).toEqual([1, 3, 3]);
    expect(entries.map((entry) => entry !== null)).toEqual([false, true, true, false, true, true, false]);
  });
});
