/** An object of a generated world, or what a gateway sends of it. */
export type Row = Readonly<Record<string, unknown>>;

/** Which entity a row means, by whatever key it has; for a value, where it stands. */
export function identityOf(row: Row): string {
  const { id, code, spot, rays, hub, serial, at } = row;
  if (typeof id === 'string') return id;
  if (typeof code === 'string') return code.slice('code '.length);
  if (spot !== null && typeof spot === 'object' && 'region' in spot && 'number' in spot) {
    return `${String(spot.region)}:${String(spot.number)}`;
  }
  if (Array.isArray(rays)) return rays.join(':');
  if (typeof serial === 'string') return serial.slice('serial '.length);
  if (hub !== null && typeof hub === 'object') return identityOf({ ...hub }).slice('Hub:'.length);
  return String(at);
}
