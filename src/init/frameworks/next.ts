import { closedAt } from '../code/mask.ts';
import type { Source } from '../code/source.ts';
import type { Insertion } from '../edits/change.ts';
import { type Language, specifierOf } from '../project/language.ts';
import { hasDependency, type Project } from '../project/project.ts';
import { optionLines, takeLines } from './module-text.ts';

/** Where the files of an app router go. */
export interface NextPlaces {
  /** The folder that holds `app`: `src/` or nothing. */
  readonly base: string;
  readonly route: string;
}

export function nextPlaces(project: Project, at: string, ending: string): NextPlaces {
  const inSrc = project.files.some((path) => /^src\/(?:app|pages)\//.test(path));
  const base = inSrc ? 'src/' : '';
  return { base, route: `${base}app${at}/[[...path]]/route${ending}` };
}

/** The module that opens the installation once a process. */
export function nextModuleText(o: {
  language: Language;
  path: string;
  configuration: string;
  variable: string;
}): string {
  const { language, path, configuration, variable } = o;
  return [
    ...takeLines({ ...language, modules: 'import' }, [
      ['{ createAnalytics }', 'joip-analytics'],
      ['{ openOnce, requestContext }', 'joip-analytics/next'],
      ['config', specifierOf(path, configuration, language)],
    ]),
    '',
    '/** `(await analytics()).trackSessionAction(userId, …)`; opened at the first request, once a process. */',
    'export const analytics = openOnce(() =>',
    '  createAnalytics({',
    ...optionLines(variable, { later: false }).map(
      (line) => `  ${language.typescript ? line : line.replace(/!,$/, ',')}`,
    ),
    '    // `next dev` speaks plain HTTP, and tells nobody which requests are of this machine.',
    "    insecureHttp: process.env.NODE_ENV === 'development',",
    '  }),',
    ');',
    '',
    '/** Around a route handler: what is tracked in it is of this user. Fill in: the user whom your sign-in knows. */',
    `export const carried = requestContext(analytics, { userId: async (_request) => undefined });`,
    '',
  ].join('\n');
}

export const nextRouteText = (route: string, module: string, language: Language): string =>
  [
    "import { analyticsRoutes } from 'joip-analytics/next';",
    `import { analytics } from '${specifierOf(route, module, language)}';`,
    '',
    'export const { GET, HEAD, POST, PUT, PATCH, DELETE } = analyticsRoutes(analytics);',
    '',
  ].join('\n');

export const nextConfigText = (old: boolean): string =>
  ['/** @type {import("next").NextConfig} */', `export default { ${optionText(old)} };`, ''].join('\n');

/** Before version 15 the option had another name. */
export const optionText = (old: boolean): string =>
  old
    ? "experimental: { serverComponentsExternalPackages: ['joip-analytics'] }"
    : "serverExternalPackages: ['joip-analytics']";

/** Whether it is version 14 or older. */
export const isOldNext = (project: Project): boolean =>
  hasDependency(project, 'next') &&
  /^[~^>=v\s]*(?:\d|1[0-4])(?:\.|$)/.test(project.manifest.dependencies.next!);

/** What is added within a line, and taken away again by its exact text. */
export const IN_LINE = ' /* joip-analytics */';
export const OPTION_IN_LINE = new RegExp(
  `\\s(?:serverExternalPackages: \\['joip-analytics'\\]|experimental: \\{[^{}]*\\})${IN_LINE.replaceAll('*', '\\*')},?`,
  'g',
);

export const configFile = ({ files }: Project): string | undefined =>
  files.find((path) => /^next\.config\.[cm]?[jt]s$/.test(path));

const OBJECT =
  /(?:(?:const|let|var)\s+([\w$]+)\s*(?::[^=]+)?=\s*|export\s+default\s+|module\.exports\s*=\s*)(?=\{)/g;

/**
 * The option `serverExternalPackages` in the object that a configuration exports.
 *
 * @returns null where it isn't plain which object that is, or the option is there in a form of its own
 */
export function externalPackage(source: Source, old: boolean): Insertion | 'there' | null {
  const { code, text, eol } = source;
  const key = old ? 'experimental' : 'serverExternalPackages';
  const list = new RegExp(`\\b${old ? 'serverComponentsExternalPackages' : key}\\s*:\\s*\\[`).exec(code);
  if (list) {
    const end = closedAt(code, list.index + list[0].length - 1);
    if (end === null) return null;
    if (/['"]joip-analytics['"]/.test(text.slice(list.index, end))) return 'there';
    const rest = code.slice(list.index + list[0].length, end - 1).trim() === '' ? '' : ', ';
    return { at: list.index + list[0].length, text: `'joip-analytics'${IN_LINE}${rest}` };
  }
  if (new RegExp(`\\b${key}\\b`).test(code)) return null;
  const objects = [...code.matchAll(OBJECT)].filter(([, name]) => !name || isExported(code, name));
  if (objects.length !== 1) return null;
  const at = objects[0]!.index + objects[0]![0].length + 1;
  const alone = /^[ \t]*(?=\r|\n)/.exec(code.slice(at));
  if (!alone)
    return {
      at,
      text: ` ${optionText(old)}${IN_LINE}${code.slice(at).trimStart().startsWith('}') ? '' : ','}`,
    };
  const indent = /^[\r\n]+([ \t]+)/.exec(text.slice(at + alone[0].length))?.[1] ?? '  ';
  return { at: at + alone[0].length, text: `${eol}${indent}${optionText(old)}, // joip-analytics` };
}

const isExported = (code: string, name: string): boolean =>
  new RegExp(`(?:export\\s+default|module\\.exports\\s*=)[^;]*\\b${name.replaceAll('$', '\\$')}\\b`).test(
    code,
  );

/** What a Next.js project has that may stand in the way of a route. */
export const middlewareOf = ({ files }: Project): string | undefined =>
  files.find((path) => /^(?:src\/)?(?:middleware|proxy)\.[jt]s$/.test(path));
