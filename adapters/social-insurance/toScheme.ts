import type { Scheme } from '../../domain/social-insurance/scheme.ts';
import { translate } from '../transport/translate.ts';
import { CODE_TABLES } from './codeTables.ts';

/** 险种类型, which all dialects write alike. */
export function toScheme(aae140: string): Scheme {
  return translate(CODE_TABLES.schemes, aae140);
}
