import { readdirSync, readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);

/** Names of endpoints and options, as they are typed. */
const TYPED = /^(?:api\/|facts\.)[\w/-]+$/;
/** What is the same in every language. */
const NAMES = new Set(['CSV', 'PDF', 'joip', 'analytics', 'K', 'Enter']);
/** Attributes that are read or heard. */
const SAID = new Set(
  'label title note aria-label aria-description placeholder hint confirm button trigger alt text what heading words caption'.split(
    ' ',
  ),
);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [name: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const hasWords = (text: string) =>
  !TYPED.test(text.trim()) &&
  text.split(/[^\p{L}\p{N}]+/u).some((word) => /\p{L}/u.test(word) && !NAMES.has(word));

/** What an expression puts on screen by itself: a text, a template's own words, either side of a condition. */
function literalsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  const { type } = node;
  if (type === 'JSXExpressionContainer') return literalsOf(node.expression);
  if (type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (type === 'TemplateLiteral')
    return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
  if (type === 'ConditionalExpression') return [node.consequent, node.alternate].flatMap(literalsOf);
  if (type === 'LogicalExpression') return [node.left, node.right].flatMap(literalsOf);
  return [];
}

/** Every text that stands in a component itself, by TypeScript's grammar. */
function literalsIn(path: string, source: string): string[] {
  const found: string[] = [];
  const add = ({ start }: Node, texts: readonly string[]) => {
    for (const text of texts)
      if (hasWords(text)) found.push(`${path}:${source.slice(0, start).split('\n').length} ${text.trim()}`);
  };
  const walk = (value: unknown): void => {
    for (const each of Array.isArray(value) ? value : []) walk(each);
    if (!isNode(value)) return;
    if (value.type === 'JSXText') add(value, [String(value.value)]);
    if (value.type === 'JSXElement' || value.type === 'JSXFragment')
      for (const child of value.children as Node[])
        if (child.type === 'JSXExpressionContainer') add(child, literalsOf(child));
    if (value.type === 'JSXAttribute' && SAID.has(String((value.name as Node).name)))
      add(value, literalsOf(value.value));
    if (value.type === 'Property' && SAID.has(String((value.key as Node).name)))
      add(value, literalsOf(value.value));
    for (const part of Object.values(value)) walk(part);
  };
  walk(parseSync(path, source).program);
  return found;
}

const components = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .sort();

it('finds a text wherever one can stand', () => {
  const source = `const A = ({ n, on }) => (
    <p title="A title" className="flex items-center" data-kind="some words">
      Plain words {n} {'quoted'} {on ? 'yes' : 'no'} {on && \`\${n} of them\`} {\`/\${n}\`} CSV · {n} %
      <Later meanwhile={<span>Wait</span>} tabs={[{ to: '/x', label: 'A tab' }]} />
    </p>
  );`;
  expect(literalsIn('a.tsx', source)).toEqual([
    'a.tsx:3 quoted',
    'a.tsx:3 yes',
    'a.tsx:3 no',
    'a.tsx:3 of them',
    'a.tsx:2 A title',
    'a.tsx:2 Plain words',
    'a.tsx:4 Wait',
    'a.tsx:4 A tab',
  ]);
});

it('has no text in a component: each is in the catalogue, in every language', () => {
  expect(components.length).toBeGreaterThan(100);
  expect(components.flatMap((path) => literalsIn(path, readFileSync(new URL(path, root), 'utf8')))).toEqual(
    [],
  );
});
