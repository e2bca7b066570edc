import { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { DiagnosisResources } from '../../DiagnosisResources.ts';
import { missingStore } from '../../inbound/missingStore.ts';
import type { Place } from '../../Place.ts';
import type { PlaceDiagnosis } from '../../PlaceDiagnosis.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { decodeStrict } from '../../transport/decodeStrict.ts';
import { addressOfUrl } from '../../transport/diagnosis/addressOfUrl.ts';
import { diagnoseSystem } from '../../transport/diagnosis/diagnoseSystem.ts';
import type { Finding } from '../../transport/diagnosis/Finding.ts';
import { judgeCharset } from '../../transport/diagnosis/judgeCharset.ts';
import type { RefusalMeanings } from '../../transport/diagnosis/judgeSample.ts';
import { notTold } from '../../transport/diagnosis/notTold.ts';
import { probeListener } from '../../transport/diagnosis/probeListener.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';
import { HttpClient } from '../../transport/HttpClient.ts';
import { readSoapBody } from '../../transport/readSoapBody.ts';
import { xmlLeaf } from '../../transport/xmlLeaf.ts';
import { NAMESPACE } from './namespace.ts';
import { OPERATIONS } from './operations.ts';
import { type CollaborationBusOptions, collaborationBusOptions } from './options.ts';
import { readPackage } from './readPackage.ts';
import { toRefusal } from './toRefusal.ts';
import { type Head, head, recoveryHead } from './wire.ts';
import { writeDeliver } from './writeDeliver.ts';
import { writePackage } from './writePackage.ts';

const response = z.object({ deliverResponse: z.object({ return: xmlLeaf }) });
/** 业务类别错误: everything before it was accepted, and nothing was done. */
const WRONG_CLASS = '-6';

const MEANINGS: RefusalMeanings = {
  '-1': { kind: 'SIGN_IN', next: 'check registrationCode with the place' },
  '-4': { kind: 'SIGN_IN', next: 'check unitCode; the place may not have registered us yet' },
  '-5': { kind: 'SIGN_IN', next: 'check busUnitCode with the place' },
  '-20': { kind: 'MAINTENANCE' },
  '-21': { kind: 'BUSY' },
};

/**
 * Looks at a collaboration bus. An application would have an answer sent to our listener, so instead a package of a class
 * that only the bus may send is delivered: the bus refuses it after it has checked who we are, and does nothing.
 *
 * @throws {z.ZodError} naming every bad option, never its value.
 * @throws {TypeError} without a database or an address to listen on.
 * @see docs/dialects/collaboration-bus.md, 7.1, for the order of checks
 */
export function diagnoseCollaborationBus(
  { jurisdiction, url, options: siteOptions, inbound }: Place,
  { now, nonce, hasStore }: DiagnosisResources,
): PlaceDiagnosis {
  if (!hasStore) throw missingStore('what the bus sends is kept there');
  if (inbound === undefined) throw new TypeError('inbound: host and port are needed for a bus to call us');
  const options = collaborationBusOptions.parse(siteOptions);
  const http = new HttpClient({ jurisdiction, baseUrl: url });
  let ack: Head | null = null;

  const knock = async (signal: AbortSignal): Promise<false> => {
    const { bytes } = await http.post(
      {
        path: '/service',
        body: writeDeliver(options.registrationCode, misdirectedPackage(options, now(), nonce())),
        headers: { 'content-type': 'text/xml;charset=UTF-8', soapaction: `"${NAMESPACE}#deliver"` },
        accept: 'text/xml, text/plain',
      },
      signal,
    );
    ack = readAck(bytes, { jurisdiction, at: now() });
    return false;
  };
  const probe = {
    address: addressOfUrl(url),
    meanings: MEANINGS,
    credentials: 'registration code and both units',
    ask: knock,
    theirClock: () => ack?.FSSJ ?? null,
    clockSource: '发送时间 of its ack',
    clockLimitMs: null,
    now,
    charset: judgeCharset('utf-8', jurisdiction),
    release: () => releaseOf(ack),
  };
  const run = async (signal: AbortSignal) => {
    const findings = await diagnoseSystem(probe, signal).finally(() => http.close());
    return [...findings.map(withoutQuery), await probeListener(inbound, signal)];
  };
  return { sends: true, run };
}

function misdirectedPackage(options: CollaborationBusOptions, at: number, messageNumber: string): string {
  const digits = String(Number.parseInt(messageNumber.slice(0, 6), 36) % 100_000_000).padStart(8, '0');
  const collaborationNumber = `${options.unitCode}${formatBeijingTime(at).slice(0, 8)}${digits}`;
  const { businessClass } = OPERATIONS.NOTICE;
  return writePackage(options, { businessClass, collaborationNumber, messageNumber, at }, []);
}

function readAck(
  bytes: Uint8Array,
  { jurisdiction, at }: { readonly jurisdiction: DivisionCode; readonly at: number },
): Head {
  const text = decodeStrict(bytes, { charset: 'utf-8', jurisdiction });
  if (!text.trimStart().startsWith('<')) {
    const [, code = '-99'] = /^\s*(-?\d{1,9})\s*(?:\||$)/.exec(text) ?? [];
    throw toRefusal(code, { jurisdiction, recoversAt: null, at });
  }
  const { deliverResponse } = readSoapBody(text, { shape: response, jurisdiction });
  const { head: written } = readPackage(deliverResponse.return, jurisdiction);
  const ack = expectShape(written, { shape: head, jurisdiction });
  if (ack.FHM === null) throw badResponse(jurisdiction, 'acknowledged without a code');
  if (ack.FHM === WRONG_CLASS) return ack;
  const { HFSJ: recoversAt } = recoveryHead.parse(written);
  const error = toRefusal(ack.FHM, { jurisdiction, recoversAt, at });
  throw error.upstreamCode === undefined
    ? new TongbanError(error.code, error.message, { jurisdiction })
    : error;
}

function releaseOf(ack: Head | null): Finding {
  if (ack === null) return notTold('no ack came');
  return {
    check: 'release',
    outcome: 'PASSED',
    found: `speaks release ${ack.BBH.slice(0, 16)} (版本号 of its ack)`,
  };
}

/** No question was put: an answer would come later, to the server that runs. */
function withoutQuery(finding: Finding): Finding {
  if (finding.check !== 'sample query' || finding.outcome !== 'PASSED') return finding;
  const found =
    'no application was made, its answer would go to the running server; a package that the bus must refuse was refused as it should be';
  return { ...finding, found };
}
