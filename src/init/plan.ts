import { posix } from 'node:path';
import { parses } from './code/parses.ts';
import { sourceOf } from './code/source.ts';
import { type Change, type Insertion, inserted } from './edits/change.ts';
import { mountLines } from './edits/mount-lines.ts';
import { ownership, ownFile } from './edits/own-file.ts';
import { undone } from './edits/undo.ts';
import { MOUNT, moduleText } from './frameworks/module-text.ts';
import type { AppFramework } from './frameworks/names.ts';
import * as next from './frameworks/next.ts';
import { configText } from './mapping/config-text.ts';
import type { Proposal } from './mapping/try.ts';
import type { Entry } from './project/entry.ts';
import { type Language, languageOf, specifierOf } from './project/language.ts';
import type { Project } from './project/project.ts';
import { endsInOrder, userPathOf } from './project/user-id.ts';

/** What has to be written, and what somebody has to write by hand. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly byHand: readonly { readonly path: string; readonly lines: readonly string[] }[];
  /** Paths of init's own files, whether they are there by now or not. */
  readonly module: string;
  readonly configuration: string;
  /** The module needs to be told the user of a request. */
  readonly asksForUser: boolean;
  readonly modules: Language['modules'];
}

interface Parts {
  readonly project: Project;
  readonly proposals: readonly Proposal[];
  readonly variable: string;
  readonly at: string;
}

export function planFor(entry: Entry, parts: Parts): Plan {
  return entry.framework === 'next' ? planNext(parts) : planApp(entry, parts);
}

const MODULE_NAMES = ['analytics', 'insights', 'joip'];

/** The first name that is free, or init's own by now. */
function moduleIn({ files, read }: Project, folder: string, ending: string): string {
  const paths = MODULE_NAMES.map((name) => posix.join(folder, `${name}${ending}`));
  const taken = (path: string) => {
    const bare = path.replace(/\.[^./]+$/, '');
    const there = files.filter((each) => each.startsWith(`${bare}.`) || each.startsWith(`${bare}/`));
    return there.length > 0 && !(there.includes(path) && ownership(read(path)) !== 'none');
  };
  return paths.find((path) => !taken(path)) ?? paths.at(-1)!;
}

/** Where the command line finds it, unless a compiler's root is another folder. */
function configurationFor(module: string, { typescript, ending }: Language): string {
  const folder = posix.dirname(module);
  const inSrc = folder === 'src' || folder.startsWith('src/');
  return posix.join(inSrc ? 'src' : typescript ? folder : '.', `joip-analytics.config${ending}`);
}

/** A file of init's own; one that is there stays. */
function own({ files, read }: Project, path: string, text: string): Change[] {
  if (!files.includes(path)) return [{ path, before: null, after: ownFile(text) }];
  if (ownership(read(path)) !== 'none') return [];
  throw new Error(`${path} is there and isn't init's; move it away, or name another place`);
}

function planApp(
  entry: Entry & { framework: AppFramework },
  { project, proposals, variable, at }: Parts,
): Plan {
  const { framework, path, site } = entry;
  const language = languageOf(project, path);
  const module = moduleIn(project, posix.dirname(path), language.ending);
  const configuration = configurationFor(module, language);
  const user = userPathOf(project, framework === 'koa' ? 'context' : 'request');
  const text = moduleText({
    framework,
    language,
    path: module,
    configuration,
    at,
    variable,
    user: framework === 'hono' ? undefined : user?.value,
    ends: !endsInOrder(project),
  });
  const source = project.source(path);
  const insertions = isMounted(source.text)
    ? []
    : mountLines(source, site, specifierOf(path, module, language), language);
  const { changes, byHand } = edited(project, path, insertions);
  return {
    changes: [
      ...own(project, configuration, configText(proposals, variable, language)),
      ...own(project, module, text),
      ...changes,
    ],
    byHand,
    module,
    configuration,
    asksForUser: !user || framework === 'hono',
    modules: language.modules,
  };
}

/** Init's lines are all there, wherever somebody moved them since. */
function isMounted(text: string): boolean {
  const { code } = sourceOf('', text);
  return undone(text).text !== text && new RegExp(`\\b${MOUNT}\\s*\\(`).test(code);
}

/** A file of the host's with insertions; told where it wouldn't be code any more. */
function edited(
  { read }: Project,
  path: string,
  insertions: readonly Insertion[],
): Pick<Plan, 'changes' | 'byHand'> {
  if (insertions.length === 0) return { changes: [], byHand: [] };
  const before = read(path);
  const after = inserted(before, insertions);
  const added = (text: string) => sourceOf(path, text).code.match(/\S/g)?.length ?? 0;
  // An insertion within a comment would add no code.
  const isCode = added(after) > added(before);
  if (isCode && (parses(path, after) || !parses(path, before)) && undone(after).text === before)
    return { changes: [{ path, before, after }], byHand: [] };
  return { changes: [], byHand: [{ path, lines: insertions.map(({ text }) => text.trim()) }] };
}

function planNext({ project, proposals, variable, at }: Parts): Plan {
  const typescript = project.files.includes('tsconfig.json');
  const language: Language = {
    typescript,
    modules: 'import',
    ending: typescript ? '.ts' : '.js',
    specifier: '',
  };
  const { base, route } = next.nextPlaces(project, at, language.ending);
  const module = moduleIn(project, base, language.ending);
  const configuration = `${base}joip-analytics.config${language.ending}`;
  const old = next.isOldNext(project);
  const file = next.configFile(project);
  const found = file ? next.externalPackage(project.source(file), old) : undefined;
  const insertions = found && found !== 'there' ? [found] : [];
  const settings = file
    ? edited(project, file, insertions)
    : { changes: own(project, 'next.config.mjs', next.nextConfigText(old)), byHand: [] };
  return {
    changes: [
      ...own(project, configuration, configText(proposals, variable, language)),
      ...own(project, module, next.nextModuleText({ language, path: module, configuration, variable })),
      ...own(project, route, next.nextRouteText(route, module, language)),
      ...settings.changes,
    ],
    byHand: file && found === null ? [{ path: file, lines: [next.optionText(old)] }] : settings.byHand,
    module,
    configuration,
    asksForUser: true,
    modules: 'import',
  };
}
