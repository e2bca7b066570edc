import { formatBeijing } from '../beijingTime.ts';
import { FUND_ACCOUNT_STATE } from '../world/fundAccountState.ts';
import { yuanText } from '../yuanText.ts';
import { fundAccountOf } from './fundAccountOf.ts';
import type { HandlingContext } from './HandlingContext.ts';
import type { HandlingEntry, HandlingOutputs } from './HandlingEntry.ts';
import { pensionAmountOf } from './pensionAmountOf.ts';

type Numbers = (label: string, length: number, start: string) => string;

/**
 * What an order yields that is done: numbers that depend on the system's secret, the key and the entry alone, amounts
 * that the files of the world have. What is said only where it is so is left out otherwise.
 */
export function outputsOf(
  { order, serial, at }: HandlingEntry,
  { site, manner }: HandlingContext,
): HandlingOutputs {
  const digits: Numbers = (label, length, start) =>
    start +
    digitsFrom(site.derive(`handling/${order.businessKey}/${serial}/${label}`, 16), length - start.length);
  const place = site.jurisdiction;
  const day = formatBeijing(at).slice(0, 8);
  const dated = `${place}${day.slice(2)}`;
  const { number } = order.applicant;

  const write = (output: string): string | null => {
    switch (output) {
      case 'letterNumber':
      case 'sheetNumber':
      case 'signingNumber':
        return digits(output, 18, dated);
      case 'paymentNumber':
        return digits(output, 20, `${place}${day}`);
      case 'holdNumber':
      case 'registrationNumber':
        return digits(output, 16, place);
      case 'permitNumber':
        return digits(output, 20, `ZQ${dated}`);
      case 'certificateNumber':
        return digits(output, 20, `QY${dated}`);
      case 'documentNumber':
        return site.department === 'social-insurance'
          ? digits(output, 16, `PZ${place}`)
          : digits(output, 18, `ZM${place}`);
      case 'cardBatch':
        return digits(output, 14, day);
      case 'householdNumber':
        return (
          site.world.findPublicSecurityFile(place, number)?.hukou?.bookletNumber ??
          digits(output, 9, place.slice(0, 3))
        );
      case 'bookElsewhere':
        return site.world.findPublicSecurityFile(place, number)?.hukou === null ? 'true' : null;
      case 'cardNumber':
        return site.department === 'social-insurance'
          ? (site.world.findSocialInsuranceFile(place, number)?.card?.number ?? digits(output, 9, 'T'))
          : digits(output, 16, `LS${place}`);
      case 'validThrough':
        return `${Number(day.slice(0, 4)) + 1}${day.slice(4).replace('0229', '0228')}`;
      case 'matches':
      case 'verified':
        return 'true';
      case 'accountState':
        return site.department === 'social-insurance' ? '03' : FUND_ACCOUNT_STATE[account().state];
      case 'accountNumber':
        return account().number;
      case 'balance':
        return yuanText(account().balanceFen);
      case 'amount':
        return yuanText(
          site.department === 'social-insurance'
            ? pensionAmountOf(site.world.findSocialInsuranceFile(place, number))
            : account().amountFen,
        );
      default:
        throw new RangeError(`no system knows what ${output} is`);
    }
  };
  const account = () => fundAccountOf(order, site);
  return Object.fromEntries(
    (manner.actions.get(order.action) ?? []).flatMap((output) => {
      const value = write(output);
      return value === null ? [] : [[output, value]];
    }),
  );
}

const digitsFrom = (bytes: Buffer, length: number): string =>
  (BigInt(`0x${bytes.toString('hex')}`) % 10n ** BigInt(length)).toString().padStart(length, '0');
