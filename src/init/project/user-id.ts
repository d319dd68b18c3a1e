import type { Found } from '../error.ts';
import { appSources, type Project } from './project.ts';

/** Where a request holds the user who is signed in: `['user', 'id']` of `request.user.id`. */
export type UserPath = readonly string[];

const ID = '(?:id|_id|userId|user_id|uid|sub)';
const OF_REQUEST = new RegExp(
  `\\b(?:req|request)\\??\\.((?:session|user|auth|currentUser)(?:\\??\\.user)?\\??\\.${ID})\\b`,
  'g',
);
const OF_CONTEXT = new RegExp(`\\b(?:ctx|context)\\.((?:state|session)(?:\\??\\.user)?\\??\\.${ID})\\b`, 'g');

/** As the host's own code reads it most often. */
export function userPathOf(project: Project, of: 'request' | 'context'): Found<UserPath> | undefined {
  const counts = new Map<string, { n: number; from: string }>();
  for (const path of appSources(project))
    for (const [, found = ''] of project
      .source(path)
      .code.matchAll(of === 'request' ? OF_REQUEST : OF_CONTEXT)) {
      const name = found.replaceAll('?', '');
      const known = counts.get(name);
      counts.set(name, { n: (known?.n ?? 0) + 1, from: known?.from ?? path });
    }
  const [most] = [...counts].sort(([, a], [, b]) => b.n - a.n);
  return most && { value: most[0].split('.'), from: most[1].from };
}

/** Whether anything of the host's ends its process in order, which analytics can end with. */
export const endsInOrder = (project: Project): boolean =>
  Object.values(project.manifest.scripts).some((script) => /\bfastify\s+start\b/.test(script)) ||
  appSources(project).some((path) =>
    /SIGTERM|SIGINT|close-with-grace|enableShutdownHooks|stoppable|terminus|http-terminator/.test(
      project.read(path),
    ),
  );
