import type { SupergraphContract } from '../edge/createSupergraphContract.ts';
import type { TongbanGateway } from '../TongbanGateway.ts';
import { isTooMuch } from './isTooMuch.ts';
import type { SettingsInForce } from './SettingsInForce.ts';
import { UnconfirmedRemoval } from './UnconfirmedRemoval.ts';

/** Who is told of another supergraph. */
export interface SupergraphUsers {
  readonly settings: Pick<SettingsInForce, 'config'>;
  readonly gateway: Pick<TongbanGateway, 'replace'>;
  readonly contract: Pick<SupergraphContract, 'update'>;
}

/** With fewer operations in use a share of them says nothing. */
const FEWEST = 10;

/**
 * Takes another supergraph into use, once the operations that are used most are planned for it.
 *
 * @param isConfirmed - somebody has confirmed that it may break many operations.
 * @returns one line: what an operator should know.
 * @throws {Error} saying why it is refused; the supergraph in use stays.
 */
export async function takeSupergraph(
  supergraphSdl: string,
  isConfirmed: boolean,
  { settings, gateway, contract }: SupergraphUsers,
): Promise<string> {
  const { supergraph: file, maxRemovedPercent } = settings.config;
  const { planned, broken } = await gateway.replace(supergraphSdl, ({ planned: kept, broken: lost }) => {
    const used = kept + lost.length;
    if (isConfirmed || used < FEWEST || !isTooMuch(lost.length, used, maxRemovedPercent)) return;
    throw new UnconfirmedRemoval(file, `${lost.length} of ${used} operations in use would be refused`);
  });
  contract.update(supergraphSdl);
  const lost = broken.length === 0 ? '' : `; ${broken.length} operations in use are refused by it`;
  return `a new supergraph is in use, ${planned} operations are planned for it${lost}`;
}
