/** The name under which a role reports where it takes what the system of a jurisdiction sends. */
export function inboundName(jurisdiction: string): `inbound/${string}` {
  return `inbound/${jurisdiction}`;
}
