import { TongbanError } from '../../../domain/TongbanError.ts';
import { HttpRefusal } from '../HttpRefusal.ts';

/** Why JSON is refused whose brackets stand in more than `nesting` levels. @param what - names it. */
export const tooDeep = (what: string, nesting: number): HttpRefusal =>
  new HttpRefusal(
    400,
    new TongbanError('OPERATION_TOO_COSTLY', `${what} may nest ${nesting} levels deep at most`),
  );
