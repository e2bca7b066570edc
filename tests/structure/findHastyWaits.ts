import ts from 'typescript';

const WAITS: ReadonlySet<string> = new Set(['waitFor', 'waitUntil']);

/**
 * Calls of `vi.waitFor` and `vi.waitUntil` that do not say how long they wait: for a second, then, and a busy machine
 * may need longer. What is spread into the options, or has a name, is taken for a time.
 */
export function findHastyWaits(file: string, text: string): readonly string[] {
  if (!text.includes('vi.wait')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  look(source);
  return found;

  function look(node: ts.Node): void {
    if (ts.isCallExpression(node) && isWait(node.expression) && !isPatient(node.arguments[1])) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1}: ${node.expression.getText()} waits for a second`);
    }
    ts.forEachChild(node, look);
  }
}

const isWait = (callee: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) &&
  callee.expression.getText() === 'vi' &&
  WAITS.has(callee.name.text);

function isPatient(options: ts.Expression | undefined): boolean {
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return options !== undefined;
  return options.properties.some(
    (property) => ts.isSpreadAssignment(property) || property.name?.getText() === 'timeout',
  );
}
