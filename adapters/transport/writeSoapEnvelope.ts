import { elementText } from './elementText.ts';

/** One SOAP 1.1 message, RPC style: an element with parts that are texts. */
export interface SoapMessage {
  /** Of the service; its prefix is `xt`. */
  readonly namespace: string;
  /** Local name of the element in the body: the operation, or its name followed by `Response`. */
  readonly element: string;
  /** Name and text of each part, in order; names without namespace. */
  readonly parts: readonly (readonly [name: string, text: string])[];
}

/** Writes an envelope: a line feed after the declaration, no other white space. */
export function writeSoapEnvelope({ namespace, element, parts }: SoapMessage): string {
  const content = parts.map(([name, text]) => `<${name}>${elementText(text)}</${name}>`).join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xt="${namespace}">`,
    `<soapenv:Header/><soapenv:Body><xt:${element}>${content}</xt:${element}></soapenv:Body>`,
    '</soapenv:Envelope>',
  ].join('');
}
