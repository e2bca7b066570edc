const AUTHORITY = /^https?:\/\/[^/?]*/i;

/** A request's target by its path: a proxy's absolute address of us counts as well (RFC 9112, 3.2.2). */
export function originForm(target: string | undefined): string {
  if (target === undefined || target.startsWith('/')) return target ?? '/';
  const path = target.replace(AUTHORITY, '');
  return path === '' || path.startsWith('?') ? `/${path}` : path;
}
