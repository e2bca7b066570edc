import { type Application, apply } from './busApplication.ts';
import { textIn } from './busEnvelope.ts';
import { newBusinessKey } from './newBusinessKey.ts';
import type { RunningBus } from './startBus.ts';
import type { BusCall } from './startBusListener.ts';

/** What differs from an application for 落户 of nobody in particular. */
export interface BusOrder {
  /** 业务类别: `0201` when not given. */
  readonly business?: string;
  readonly code?: string;
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string } | undefined;
  /** Finished `BD`s. */
  readonly fields?: readonly string[];
  /** Changes the finished RECORDs. */
  readonly spoil?: (data: string) => string;
  readonly head?: Readonly<Record<string, string>>;
}

export interface Ordered extends Application {
  readonly key: string;
  readonly collaboration: string;
}

export const field = (value: string, name = 'remark'): string =>
  `<BD><XMC>${name}</XMC><XMZ>${value}</XMZ></BD>`;

/** Applies for handling, or cancels, and takes the ack. */
export async function order(
  bus: Pick<RunningBus, 'url' | 'options'>,
  wanted: BusOrder & Pick<Required<BusOrder>, 'who'>,
): Promise<Ordered> {
  const fresh = newBusinessKey();
  const { business = '0201', code = 'LH', key = fresh.key, collaboration = fresh.collaboration } = wanted;
  const { who, fields = [field('甲|乙 &amp; "丙"')], spoil = String, head = {} } = wanted;
  const data =
    `<RECORD no="1" kind="application"><YWBLH>${key}</YWBLH><YWDM>${code}</YWDM><SXBM>move-hukou</SXBM>` +
    `<SLQH>430700</SLQH><BLQH>330000</BLQH><DSRXX count="1"><DSR><JS>10</JS><GMSFHM>${who?.number}</GMSFHM>` +
    `<XM>${who?.name}</XM></DSR></DSRXX><BDXX count="${fields.length}">${fields.join('')}</BDXX></RECORD>`;
  const applied = await apply(bus, [], {
    messageNumber: key,
    head: { YWLB: business, YWXTBH: collaboration, ...head },
    data: spoil(data),
  });
  return { ...applied, key, collaboration };
}

/** What calls say about a key: state, refusal code and output of each RECORD, in order of arrival. */
export const saidAbout = (calls: readonly BusCall[], key: string): readonly string[] =>
  calls.flatMap(({ records }) =>
    records
      .filter(({ text }) => textIn(text, 'YWBLH').trim() === key)
      .map(({ text }) => `${textIn(text, 'BLJG')}${textIn(text, 'JJDM')}`),
  );
