import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** What a host has of its own, where a snippet names it. */
const HOST = `
declare const databaseUrl: string;
declare function sessionOf(request: Request): Promise<{ id: number; email: string | null; isStaff: boolean } | null>;
`;

/** The code of a page that hands `authorize` over. */
const snippetsOf = (page: string) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```ts\n([\s\S]*?)^ *```/gm)]
    .map(([, indent = '', code = '']) => code.replace(new RegExp(`^${indent}`, 'gm'), ''))
    .filter((code) => code.includes('authorize'));

it('every snippet with authorize compiles as strictly as can be', () => {
  const folder = mkdtempSync(join(root, 'node_modules', '.snippets-'));
  try {
    const files = pages.flatMap((page) =>
      snippetsOf(page).map((code, i) => ({ page: `${page} ${i}`, code })),
    );
    expect(files.length).toBeGreaterThanOrEqual(2);
    files.forEach(({ code }, i) => {
      const imports = code.includes("from 'joip-analytics'")
        ? ''
        : "import { createAnalytics } from 'joip-analytics';\n";
      writeFileSync(join(folder, `${i}.ts`), `${imports}${code}\n${HOST}\nexport {};\n`);
    });
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noUncheckedIndexedAccess: true,
          noEmit: true,
          skipLibCheck: true,
          target: 'es2023',
          module: 'nodenext',
          allowImportingTsExtensions: true,
          lib: ['es2024', 'dom', 'dom.iterable'],
          types: ['node'],
          jsx: 'react-jsx',
          paths: { 'joip-analytics': [join(root, 'src/index.ts')] },
        },
        include: ['*.ts'],
      }),
    );
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
