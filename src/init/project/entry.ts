import { posix } from 'node:path';
import type { Site } from '../code/site.ts';
import { type Found, NeedsToKnow } from '../error.ts';
import { type AppFramework, FRAMEWORK_NAMES, FRAMEWORKS, type FrameworkName } from '../frameworks/names.ts';
import { pluginsOf, sitesIn } from '../frameworks/sites.ts';
import { appSources, hasDependency, type Project } from './project.ts';
import { fastifyPlugin, reachableFrom, startFiles } from './start-files.ts';

/** Which framework, and where its app is made; Next.js has no such place. */
export type Entry =
  | { readonly framework: 'next' }
  | { readonly framework: AppFramework; readonly path: string; readonly site: Site };

/** What `--framework`, `--entry` and `--app` say. */
export interface Told {
  readonly framework?: FrameworkName | undefined;
  readonly entry?: string | undefined;
  readonly app?: string | undefined;
}

interface Candidate {
  readonly framework: AppFramework;
  readonly path: string;
  readonly sites: readonly Site[];
}

/** @throws NeedsToKnow where it can't be told, with the option that says it */
export function entryOf(
  project: Project,
  told: Told,
): { framework: Found<FrameworkName>; entry: Entry; from: string } {
  const installed = FRAMEWORK_NAMES.filter((name) =>
    FRAMEWORKS[name].packages.some((each) => hasDependency(project, each)),
  );
  const isNext = told.framework
    ? told.framework === 'next'
    : !told.entry &&
      installed.includes('next') &&
      Object.values(project.manifest.scripts).some((script) => /\bnext\s+(?:dev|start|build)\b/.test(script));
  if (isNext)
    return {
      framework: {
        value: 'next',
        from: told.framework ? '--framework' : `${versionOf(project, 'next')} in package.json`,
      },
      entry: { framework: 'next' },
      from: '',
    };
  const wanted = told.framework
    ? [told.framework as AppFramework]
    : installed
        .filter((name) => name !== 'next')
        .filter((name, _, all) => name === 'nestjs' || !all.includes('nestjs'));
  const found = candidates(project, wanted, told);
  const chosen = choose(project, found, installed, told);
  const { framework, path } = chosen;
  demandNode(project);
  const [dependency] = FRAMEWORKS[framework].packages as readonly string[];
  const from = told.framework
    ? '--framework'
    : dependency
      ? `${versionOf(project, dependency)} in package.json`
      : `createServer in ${path}`;
  return {
    framework: { value: framework, from },
    entry: { framework, path, site: siteIn(project, chosen, told.app) },
    from: chosen.from,
  };
}

/** What a framework says of itself in package.json, where that is older than what the mount is for. */
export function tooOld({ manifest }: Project, framework: FrameworkName): string | undefined {
  const { title, packages, from } = FRAMEWORKS[framework];
  const [name] = packages;
  const range = name && manifest.dependencies[name];
  const major = /\d+/.exec(range ?? '')?.[0];
  if (major === undefined || Number(major) >= from) return undefined;
  return `${title} ${range} is older than what the mount is for: update it to version ${from} or newer`;
}

/** Where no process of Node's runs, no connection to PostgreSQL can be kept. */
function demandNode(project: Project): void {
  const found = ['wrangler', '@fastly/js-compute'].find((name) => hasDependency(project, name));
  if (found)
    throw new NeedsToKnow(
      `this app runs at the edge (${found} in package.json), where analytics can't; run \`npx joip-analytics\` as a server of its own and track by joip-analytics/sdk (docs/sdk.md)`,
    );
}

const versionOf = ({ manifest }: Project, name: string) =>
  `${name} ${manifest.dependencies[name] ?? ''}`.trim();

function candidates(
  project: Project,
  wanted: readonly AppFramework[],
  { entry, framework }: Told,
): Candidate[] {
  const plugin = fastifyPlugin(project);
  const paths = entry ? [posix.normalize(entry.replaceAll('\\', '/'))] : appSources(project);
  if (entry && !project.files.includes(paths[0]!))
    throw new NeedsToKnow(
      `--entry is ${entry}, but ${project.folder} has no such file; it takes a path below that folder`,
    );
  const of = (name: AppFramework): Candidate[] =>
    paths.flatMap((path) => {
      const source = project.source(path);
      const sites = name === 'fastify' && path === plugin ? pluginsOf(source) : sitesIn[name](source);
      return sites.length > 0 ? [{ framework: name, path, sites }] : [];
    });
  const found = wanted.flatMap(of);
  return found.length > 0 || framework ? found : of('node');
}

function choose(
  project: Project,
  found: readonly Candidate[],
  installed: readonly FrameworkName[],
  told: Told,
): Candidate & { from: string } {
  if (found.length === 0) throw new NeedsToKnow(nothingFound(project, installed, told));
  if (told.entry) return { ...only(found, told), from: '--entry' };
  for (const { path, from } of startFiles(project))
    for (const reached of reachableFrom(project, path)) {
      const here = found.filter((each) => each.path === reached);
      if (here.length > 0)
        return { ...only(here, told), from: reached === path ? from : `${from}, by way of ${path}` };
    }
  const paths = [...new Set(found.map(({ path }) => path))];
  if (paths.length > 1)
    throw new NeedsToKnow(
      `an app is made in each of ${paths.join(', ')}, and no script of package.json says which one is yours; say it: --entry ${paths[0]}`,
    );
  return { ...only(found, told), from: 'the only file that makes an app' };
}

function only(found: readonly Candidate[], { framework }: Told): Candidate {
  const names = found.map((each) => each.framework);
  if (names.length > 1 && !framework)
    throw new NeedsToKnow(
      `${found[0]!.path} makes apps of ${names.join(' and ')}; say which it is: --framework ${names[0]}`,
    );
  return found[0]!;
}

function nothingFound(
  project: Project,
  installed: readonly FrameworkName[],
  { framework, entry }: Told,
): string {
  if (entry)
    return `${entry} makes no app of ${framework ?? (installed.join(', ') || 'node:http')} that can be recognised; name the file that does with --entry, or the framework with --framework (${FRAMEWORK_NAMES.join(', ')})`;
  if (project.manifest && 'workspaces' in project.manifest)
    return 'this is the root of a workspace, and no app is made in it; run it in the folder of the app, where its own package.json stands';
  const names = framework ? [framework] : installed;
  return names.length > 0
    ? `no file makes an app of ${names.join(', ')} that can be recognised; name the one that does with --entry, or mount it by hand (docs/embed.md)`
    : `package.json names none of the frameworks that init knows, and no file calls createServer of node:http; name yours with --framework (${FRAMEWORK_NAMES.join(', ')}), and with --entry the file that makes the app`;
}

function siteIn(project: Project, { path, sites }: Candidate, told: string | undefined): Site {
  const named = (site: Site) => site.statement?.name;
  if (told) {
    const found = sites.find((site) => named(site) === told);
    if (found) return found;
    throw new NeedsToKnow(
      `--app is ${told}, but ${path} makes ${sites.map((site) => named(site) ?? 'one without a name').join(', ')}`,
    );
  }
  if (sites.length === 1) return sites[0]!;
  const { code } = project.source(path);
  const served = sites.filter((site) => {
    const name = named(site)?.replaceAll('$', '\\$').replaceAll('.', '\\.');
    return (
      name &&
      new RegExp(
        `\\b${name}\\s*\\.\\s*(?:listen|fetch|callback)\\b|createServer\\s*\\([^()]*\\b${name}\\b|export\\s+default\\s+${name}\\b|module\\.exports\\s*=\\s*${name}\\b`,
      ).test(code)
    );
  });
  if (served.length === 1) return served[0]!;
  const names = sites.map((site) => named(site) ?? '').filter(Boolean);
  throw new NeedsToKnow(
    `${path} makes several apps${names.length > 0 ? ` (${names.join(', ')})` : ''}; say which one: --app ${names[0] ?? 'NAME'}`,
  );
}
