import ts from 'typescript';

export interface StepSource {
  readonly file: string;
  readonly text: string;
  /** Methods that are looked at; all of the file where none is named. */
  readonly methods?: readonly string[];
  /** Awaited calls, as they are written, that no fault point is needed behind. */
  readonly exempt?: readonly string[];
}

/** Ways to wait for, or to let go of, a promise without `await`. */
const ESCAPES: ReadonlySet<string> = new Set([
  'then',
  'catch',
  'finally',
  'all',
  'allSettled',
  'race',
  'any',
]);

/**
 * Places where a step may do I/O behind which no process can be made to die. Allowed are:
 * - `await faultPoint(…)`: of a place alone, or around the I/O before it;
 * - `await` and `return` of an async method of the same class, which is looked at itself;
 * - `return` of anything that is no call, and of calls of functions that the file declares or imports and that are not
 *   awaited there (what they answer is no promise: an async caller would have to await it to use it);
 * - inside the arguments of `faultPoint(…)` everything.
 */
export function findUnmarkedAwaits({ file, text, methods, exempt = [] }: StepSource): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const asyncMethods = new Set<string>();
  const functions = new Set<string>();

  eachNode(source, (node) => {
    if (ts.isMethodDeclaration(node) && isAsync(node)) asyncMethods.add(node.name.getText());
    if (ts.isFunctionDeclaration(node) && node.name !== undefined && !isAsync(node))
      functions.add(node.name.text);
    if (ts.isVariableStatement(node) && node.parent === source)
      for (const { name } of node.declarationList.declarations) functions.add(name.getText());
    if (ts.isImportSpecifier(node)) functions.add(node.name.text);
  });
  for (const method of methods ?? [])
    if (!asyncMethods.has(method)) found.push(`${file}: ${method} is not there`);

  eachNode(source, (node) => {
    if (!ts.isMethodDeclaration(node) || node.body === undefined) return;
    if (methods === undefined || methods.includes(node.name.getText())) look(node.body, isAsync(node));
  });
  return found;

  function look(node: ts.Node, inAsync: boolean): void {
    if (isFaultPoint(node)) return;
    if (ts.isAwaitExpression(node)) {
      if (!isAllowed(node.expression)) tell(node);
    } else if (ts.isReturnStatement(node) && node.expression !== undefined && inAsync) {
      if (!isReturnable(node.expression)) tell(node);
    } else if (ts.isVoidExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) {
      tell(node);
    } else if (ts.isPropertyAccessExpression(node) && ESCAPES.has(node.name.text)) {
      tell(node);
    } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      // Nobody waits for it: it may still be under way when the process dies elsewhere.
      if (isOwnAsync(node.expression)) tell(node);
    }
    ts.forEachChild(node, (child) => look(child, inAsync));
  }

  function isReturnable(expression: ts.Expression): boolean {
    if (ts.isConditionalExpression(expression))
      return isReturnable(expression.whenTrue) && isReturnable(expression.whenFalse);
    if (ts.isAwaitExpression(expression) || !ts.isCallExpression(expression)) return true;
    if (isAllowed(expression)) return true;
    return ts.isIdentifier(expression.expression) && functions.has(expression.expression.text);
  }

  function isAllowed(expression: ts.Expression): boolean {
    return isFaultPoint(expression) || isOwnAsync(expression) || exempt.includes(expression.getText());
  }

  function isOwnAsync(expression: ts.Expression): boolean {
    if (!ts.isCallExpression(expression)) return false;
    const { expression: callee } = expression;
    return (
      ts.isPropertyAccessExpression(callee) &&
      callee.expression.kind === ts.SyntaxKind.ThisKeyword &&
      asyncMethods.has(callee.name.text)
    );
  }

  function tell(node: ts.Node): void {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1}: ${node.getText().replaceAll(/\s+/g, ' ').slice(0, 80)}`);
  }
}

const isFaultPoint = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'faultPoint';

const isAsync = (node: ts.MethodDeclaration | ts.FunctionDeclaration): boolean =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}
