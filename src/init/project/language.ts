import { posix } from 'node:path';
import { usesImport } from '../code/source.ts';
import { styleOf } from '../code/style.ts';
import type { Project } from './project.ts';

/** How the files of init's own are written: like the one that they stand beside. */
export interface Language {
  readonly typescript: boolean;
  /** How files take from one another: `import`, or `require`. */
  readonly modules: 'import' | 'require';
  /** Of a file's name: `.ts`. */
  readonly ending: string;
  /** What stands behind the name of a file where it is imported: `.js`, `.ts` or nothing. */
  readonly specifier: string;
}

/** @param beside a source file of the project */
export function languageOf(project: Project, beside: string): Language {
  const ending = (posix.extname(beside) || '.js').replace('x', '');
  const typescript = ending.endsWith('ts');
  const source = project.source(beside);
  const isModule = /^\.m/.test(ending) || (!/^\.c/.test(ending) && project.manifest.type === 'module');
  const imports = typescript || usesImport(source) || (isModule && !/\brequire\s*\(/.test(source.code));
  const built = ending.replace('ts', 'js');
  const usual = isModule || (!typescript && imports) ? built : '';
  const written = styleOf(source).extension;
  const specifier = { '': '', '.js': built, '.ts': ending }[
    written?.replace(/^\.[cm]/, '.') ?? (takesTs(project) && typescript ? '.ts' : 'none')
  ];
  return { typescript, modules: imports ? 'import' : 'require', ending, specifier: specifier ?? usual };
}

const takesTs = (project: Project): boolean =>
  /"(?:allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(
    project.read('tsconfig.json'),
  );

/** From one file to another as an import names it. */
export function specifierOf(from: string, to: string, { specifier }: Language): string {
  const path = posix.relative(posix.dirname(from), to.replace(/\.[^./]+$/, ''));
  return `${path.startsWith('.') ? path : `./${path}`}${specifier}`;
}
