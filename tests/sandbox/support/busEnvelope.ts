const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const envelope = (inner: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
  ` xmlns:xt="urn:xtzx:bus:1"><soapenv:Header/><soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`;

/** A call to the bus, as a client writes it that shares nothing with the sandbox. */
export const busRequest = (code: string, document: string): string =>
  envelope(`<xt:deliver><zcm>${code}</zcm><bw>${escaped(document)}</bw></xt:deliver>`);

/** An ack for the bus. */
export const busAck = (document: string): string =>
  envelope(`<xt:deliverResponse><return>${escaped(document)}</return></xt:deliverResponse>`);

/** The document in an envelope, in whichever form it stands there; empty when there is none. */
export function documentIn(text: string): string {
  const [, string = ''] = /<(?:bw|return)>([\s\S]*)<\/(?:bw|return)>/.exec(text) ?? [];
  return string.startsWith('<![CDATA[') ? string.slice(9, -3) : plain(string);
}

/** The text of the first element of this name, empty when there is none. */
export const textIn = (document: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(document)?.[1] ?? '';
