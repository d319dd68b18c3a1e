import { posix } from 'node:path';
import { takenBy } from '../code/source.ts';
import type { Project } from './project.ts';

/** What the scripts and `main` of package.json start, as sources. */
export function* startFiles(project: Project): Generator<{ path: string; from: string }> {
  const { scripts, main } = project.manifest;
  const order = ['dev', 'start:dev', 'develop', 'start', 'serve', 'start:prod'];
  for (const name of order) {
    const script = scripts[name];
    if (!script) continue;
    for (const word of script.split(/[\s"'=]+/)) {
      const told = word === '.' ? main : word;
      const path = told && /[./]/.test(told) ? sourceFor(project, told) : undefined;
      if (path) yield { path, from: `the script ${name}` };
    }
  }
  const path = main && sourceFor(project, main);
  if (path) yield { path, from: 'main of package.json' };
  const usual = project.files.find((each) => /^(?:src\/)?(?:main|index|server|app)\.[cm]?[jt]s$/.test(each));
  if (Object.values(scripts).some((script) => /\bnest\s+start\b/.test(script)) && usual)
    yield { path: usual, from: 'nest start' };
}

const BUILT = /^(?:dist|build|lib|out)\//;

/** The source of a path that a script names: that of `dist/server.js` is `src/server.ts`. */
function sourceFor({ files }: Pick<Project, 'files'>, told: string): string | undefined {
  const path = posix.normalize(told);
  if (path.startsWith('..') || path === '.') return undefined;
  const bare = path.replace(/\.[cm]?[jt]sx?$/, '');
  const places = [bare, bare.replace(BUILT, 'src/'), bare.replace(BUILT, '')];
  const endings = ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '.tsx', '.jsx'];
  const names = places.flatMap((place) =>
    [place, `${place}/index`].flatMap((each) => endings.map((end) => each + end)),
  );
  return files.includes(path) ? path : names.find((each) => files.includes(each));
}

/** A file, then what it imports, then what that imports, and so on. */
export function* reachableFrom(project: Project, start: string): Generator<string> {
  const seen = new Set([start]);
  for (const path of seen) {
    yield path;
    for (const { module } of takenBy(project.source(path))) {
      if (!module.startsWith('.')) continue;
      const found = sourceFor(project, posix.join(posix.dirname(path), module));
      if (found) seen.add(found);
    }
  }
}

/** The file that `fastify start` is told. */
export function fastifyPlugin(project: Project): string | undefined {
  for (const script of Object.values(project.manifest.scripts)) {
    const told = /\bfastify\s+start\b[^&|;"']*?\s([\w./-]+\.[cm]?[jt]s)\b/.exec(script)?.[1];
    const path = told && sourceFor(project, told);
    if (path) return path;
  }
  return undefined;
}
