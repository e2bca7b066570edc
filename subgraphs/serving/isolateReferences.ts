type ReferenceResolver = (...args: readonly unknown[]) => unknown;

/**
 * Keeps what reference resolvers return as it is: `@apollo/subgraph` marks it with `__typename` in place, which fails on
 * a frozen object and would write into rows that requests share; therefore plain objects are copied.
 */
export function isolateReferences(resolvers: Readonly<Record<string, object>>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(resolvers).map(([typeName, fields]) => {
      const resolve: unknown = '__resolveReference' in fields ? fields.__resolveReference : undefined;
      return [
        typeName,
        isReferenceResolver(resolve) ? { ...fields, __resolveReference: isolated(resolve) } : fields,
      ];
    }),
  );
}

function isolated(resolve: ReferenceResolver): ReferenceResolver {
  return async (...args) => {
    const entity = await resolve(...args);
    return isPlainObject(entity) ? { ...entity } : entity;
  };
}

function isReferenceResolver(value: unknown): value is ReferenceResolver {
  return typeof value === 'function';
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
