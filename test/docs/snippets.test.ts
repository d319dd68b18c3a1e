import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import * as shared from '../../src/cli/shared.ts';
import { options as settings } from '../../src/config/options.ts';
import { moduleText } from '../../src/init/frameworks/module-text.ts';
import type { AppFramework } from '../../src/init/frameworks/names.ts';
import { nextModuleText } from '../../src/init/frameworks/next.ts';
import { sitesIn } from '../../src/init/frameworks/sites.ts';
import { configText } from '../../src/init/mapping/config-text.ts';
import { HOST, HOSTS, PAGES } from './host-of-snippets.ts';

const root = new URL('../../', import.meta.url).pathname;
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Snippet {
  readonly page: string;
  readonly kind: string;
  readonly code: string;
}

/** Everything that a page shows as code in a block of its own. */
const snippets: readonly Snippet[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```/gm)].map(
    ([, indent = '', kind = '', code = '']) => ({
      page,
      kind,
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  ),
);
const of = (...kinds: string[]) => snippets.filter(({ kind }) => kinds.includes(kind));

const folder = mkdtempSync(join(root, 'node_modules', '.snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const frameworkOf = (code: string) => /from 'joip-analytics\/(\w+)'/.exec(code)?.[1] ?? 'none';

it('every snippet of TypeScript, and each module of init, compiles as strictly as can be', () => {
  const files = of('ts', 'tsx');
  const shown = new Set(files.map(({ code }) => frameworkOf(code)));
  for (const framework of Object.keys(HOSTS)) expect(shown).toContain(framework);
  writeFileSync(join(folder, 'host.d.ts'), HOST);
  files.forEach(({ page, kind, code }, i) => {
    const imports = /from 'joip-analytics['/]/.test(code)
      ? ''
      : "import { createAnalytics, defineConfig } from 'joip-analytics'; void [createAnalytics, defineConfig];\n";
    const own = HOSTS[frameworkOf(code)] ?? PAGES[page] ?? '';
    const name = `${page.replaceAll(/\W/g, '-')}-${i}.${kind}`;
    writeFileSync(join(folder, name), `${imports}${code}\n${own}\nexport {};\n`);
  });
  writeFileSync(
    join(folder, 'analytics.ts'),
    "export declare function mountAnalytics(app: import('express').Express): void;\n",
  );
  writeFileSync(
    join(folder, 'catalogue.ts'),
    "export { defaultCatalogue as catalogue } from 'joip-analytics';\n",
  );
  writeInitModules(folder);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        skipLibCheck: true,
        target: 'es2023',
        module: 'nodenext',
        allowImportingTsExtensions: true,
        lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
        types: ['node'],
        jsx: 'react-jsx',
        paths: {
          'joip-analytics': [join(root, 'src/index.ts')],
          'joip-analytics/react': [join(root, 'src/parts/react.ts')],
          'joip-analytics/*': [
            join(root, 'src/mount/*.ts'),
            join(root, 'src/*/index.ts'),
            join(root, 'src/*.ts'),
          ],
        },
      },
      include: ['*.ts', '*.tsx'],
    }),
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  // Our sources, which it reads as well, have settings of their own.
  expect(stdout.split('\n').filter((line) => line.includes('.snippets-'))).toEqual([]);
}, 120_000);

/** What is told to a shell, one command a line: comments, continuations and quotes are those of a shell. */
function commandsIn(code: string): string[][] {
  const lines = code
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, ''));
  return lines
    .flatMap((line) => line.split(/&&|\|\|?|;/))
    .map((line) => [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word));
}

/** Our own commands, with their options, as the program has them. */
async function programs(): Promise<Command> {
  const program = new Command('joip-analytics');
  for (const load of Object.values(commands)) (await load()).register(program, shared);
  return program;
}

/** What may stand before the name of the program, for it to be one. */
const BEFORE = /^(npx|\w+=.*|)$/;

/** Commands of ours within a sentence. */
const inSentences: readonly Pick<Snippet, 'page' | 'code'>[] = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/`((?:npx )?joip-analytics [^`]+)`/g)].map(
    ([, code = '']) => ({ page, code }),
  ),
);

it('every command that is shown is one, with its options and settings', async () => {
  const program = await programs();
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const variables = new Set<string>(Object.values(settings).map(({ env }) => env));
  const shown = [...of('sh', 'bash'), ...inSentences].flatMap(({ page, code }) =>
    commandsIn(code).map((words) => ({ page, words })),
  );
  const wrong = shown.flatMap(({ page, words }) => {
    const at = words.findIndex((word, i) => word === 'joip-analytics' && BEFORE.test(words[i - 1] ?? ''));
    const set = words.slice(0, at < 0 ? undefined : at).map((word) => /^([A-Z_]+)=/.exec(word)?.[1]);
    const ours = at >= 0 || set.every(Boolean);
    const script = words[0] === 'npm' && words[1] === 'run' ? words[2]! : undefined;
    return [
      ...(ours ? set.filter((name) => name && !variables.has(name)) : []),
      ...(script && !Object.hasOwn(scripts, script) ? [`npm run ${script}`] : []),
      ...(at >= 0 ? unknownIn(program, words.slice(at + 1)) : []),
    ].map((what) => `${page}: ${what}`);
  });
  expect(wrong).toEqual([]);
  expect(shown.filter(({ words }) => words.includes('joip-analytics')).length).toBeGreaterThan(60);
});

/** Commands and options that there aren't. */
function unknownIn(program: Command, words: readonly string[]): string[] {
  let command = program.commands.find((each) => each.name() === words[0]);
  const rest = command ? words.slice(1) : words;
  if (!command && words[0] !== undefined && !words[0].startsWith('-')) return [words[0]];
  command ??= program.commands.find((each) => each.name() === 'serve')!;
  const inner = command.commands.find((each) => each.name() === rest[0]);
  if (command.commands.length > 0 && !inner) return [`${command.name()} ${rest[0]}`];
  const options = [...command.options, ...(inner?.options ?? [])].flatMap(({ long, short }) => [long, short]);
  return rest
    .map((word) => word.replace(/=.*/, ''))
    .filter((word) => /^--?[a-z]/.test(word) && !options.includes(word) && word !== '--help')
    .map((word) => `${command.name()} ${word}`);
}

it('every JSON, YAML and container file can be read', () => {
  for (const { code } of of('json')) JSON.parse(code);
  for (const { page, code } of of('yaml'))
    expect([page, parseAllDocuments(code).flatMap(({ errors }) => errors)]).toEqual([page, []]);
  const instructions = /^(FROM|WORKDIR|COPY|RUN|ENV|VOLUME|USER|EXPOSE|HEALTHCHECK|CMD)\s+\S/;
  for (const { code } of of('dockerfile'))
    expect(
      code
        .trim()
        .split('\n')
        .filter((line) => !instructions.test(line)),
    ).toEqual([]);
});

it('what a container and a unit start is the program of the package', () => {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const started = of('dockerfile', 'ini').flatMap(({ code }) => [
    ...code.matchAll(/node_modules\/joip-analytics\/([\w./]+)/g),
  ]);
  expect(started.map(([, path]) => path)).toEqual([bin['joip-analytics'], bin['joip-analytics']]);
});

const verify = ['verify', '--man=no'];
it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('systemd takes the unit', () => {
  const [unit] = of('ini');
  const path = join(folder, 'joip-analytics.service');
  writeFileSync(path, unit!.code.replace('/usr/bin/node', process.execPath));
  const { status, stderr } = spawnSync('systemd-analyze', [...verify, path], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

/** What `joip-analytics init` writes in TypeScript, of every framework, with a configuration as it proposes one. */
function writeInitModules(folder: string): void {
  const language = { typescript: true, modules: 'import', ending: '.ts', specifier: '.ts' } as const;
  const [configuration, variable] = ['joip-analytics.config.ts', 'DATABASE_URL'];
  writeFileSync(join(folder, configuration), configText([], variable, language));
  const frameworks = Object.keys(sitesIn) as AppFramework[];
  for (const framework of frameworks)
    for (const user of [undefined, ['session', 'user', 'id']]) {
      const path = `init-${framework}-${user ? 'user' : 'nobody'}.ts`;
      const parts = { framework, language, path, configuration, at: '/insights', variable, user, ends: true };
      writeFileSync(join(folder, path), moduleText(parts));
    }
  writeFileSync(
    join(folder, 'init-next.ts'),
    nextModuleText({ language, path: 'init-next.ts', configuration, variable }),
  );
}
