import type { Bus } from './Bus.ts';
import type { Markup } from './element.ts';
import { newMessageNumber } from './newMessageNumber.ts';

/**
 * The numbers under which one message is sent. A number stands for one content: what a fault changes after the message was
 * sent is another message, for the partner may have stored the first and only its acknowledgement was lost.
 */
export function createMessageNumbers(bus: Bus): (records: Markup, isOld: boolean) => string {
  const first = newMessageNumber(bus);
  const numbers = new Map<string, string>();
  return (records, isOld) => {
    const content = JSON.stringify([records, isOld]);
    const number = numbers.get(content) ?? (numbers.size === 0 ? first : newMessageNumber(bus));
    numbers.set(content, number);
    return number;
  };
}
