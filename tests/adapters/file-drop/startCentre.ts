import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import iconv from 'iconv-lite';
import { createFileDropHousingFund } from '../../../adapters/housing-fund/file-drop/createFileDropHousingFund.ts';
import type { HousingFundPort } from '../../../adapters/housing-fund/port.ts';
import type { RunningInbound } from '../../../adapters/inbound/Inbound.ts';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { createFileDropSocialInsurance } from '../../../adapters/social-insurance/file-drop/createFileDropSocialInsurance.ts';
import type { SocialInsurancePort } from '../../../adapters/social-insurance/port.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';

/** 2026-11-22 10:40:00 in Beijing. */
export const NOW = Date.parse('2026-11-22T02:40:00.000Z');

interface Setting {
  readonly department?: 'housing-fund' | 'social-insurance';
  readonly jurisdiction?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** What the replicas store into; default: one in memory. */
  readonly store?: PlaceStore;
  readonly now?: () => number;
}

/** A directory as a centre makes it, and any number of replicas that look at it. */
export async function startCentre(setting: Setting = {}) {
  const { department = 'housing-fund', jurisdiction = '430700', now = () => NOW } = setting;
  const root = await mkdtemp(join(tmpdir(), 'tongban-drop-'));
  for (const folder of ['out/claim', 'out/done', 'out/bad', 'in/done', 'in/bad']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  const store = createMemoryStore(now);
  const faults: string[] = [];
  const breakerStates: string[] = [];
  const running: RunningInbound[] = [];
  let nonces = 0;

  const describePlace = () => {
    const place = {
      jurisdiction: parseDivisionCode(jurisdiction),
      dialect: 'file-drop',
      url: pathToFileURL(root).href,
      options: { platformCode: '100000001', pollSeconds: 0.02, settleSeconds: 0, ...setting.options },
    };
    const resources = {
      now,
      nonce: () => {
        nonces += 1;
        return `n${String(nonces).padStart(15, '0')}`;
      },
      store: setting.store ?? store,
      onBreakerState: (operation: string, state: string) => {
        breakerStates.push(`${operation} ${state}`);
      },
      onInboundFault: ({ kind, reason }: { readonly kind: string; readonly reason: string }) => {
        faults.push(`${kind}: ${reason}`);
      },
    };
    return { place, resources };
  };
  const connect = () => {
    const { place, resources } = describePlace();
    return createFileDropHousingFund(place, resources);
  };
  const connectSocialInsurance = () => {
    const { place, resources } = describePlace();
    return createFileDropSocialInsurance(place, resources);
  };

  return {
    root,
    store,
    faults,
    breakerStates,
    connect,
    connectSocialInsurance,
    /** Starts one more replica. */
    start: async (port?: HousingFundPort | SocialInsurancePort) => {
      const usual = department === 'housing-fund' ? connect : connectSocialInsurance;
      const { inbound } = port ?? usual();
      if (inbound === undefined) throw new Error('no inbound part');
      const replica = await inbound.start();
      running.push(replica);
      return replica;
    },
    put: (file: string, content: Uint8Array | string) => writeFile(join(root, file), content),
    read: (file: string) => readFile(join(root, file)),
    text: async (file: string) => iconv.decode(await readFile(join(root, file)), 'gb18030'),
    list: async (folder: string) =>
      (await readdir(join(root, folder), { withFileTypes: true }))
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => name)
        .toSorted(),
    /** Writes a whole batch as the centre does: in place, the marker last. */
    deliver: async (name: string, data: Uint8Array | string) => {
      const bytes = typeof data === 'string' ? iconv.encode(data, 'gb18030') : data;
      await writeFile(join(root, 'out', `${name}.txt`), bytes);
      const hex = createHash('md5').update(bytes).digest('hex');
      await writeFile(join(root, 'out', `${name}.md5`), `${hex}  ${name}.txt\n`);
      await writeFile(join(root, 'out', `${name}.ok`), '');
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(running.map((replica) => replica.stop()));
      await rm(root, { recursive: true, force: true });
    },
  };
}
