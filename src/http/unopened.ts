import { obstacleOf } from '../operation/index.ts';
import { HttpError, tell } from './errors.ts';
import { normalBasePath } from './paths.ts';
import { respondJson, respondProblem } from './respond.ts';

/** What is answered while the database hasn't been reached: the process lives, and takes nothing yet. */
export function answerUnopened(request: Request, basePath: string | undefined, failure: unknown): Response {
  const { pathname } = new URL(request.url);
  const base = normalBasePath(basePath);
  const path = pathname.startsWith(base) ? pathname.slice(base.length) : pathname;
  if (path === '/healthz') return respondJson(200, { status: 'ok' }, { 'cache-control': 'no-store' });
  const why = obstacleOf(failure) ?? 'is busy';
  const detail =
    path === '/readyz' ? `Not ready: database ${why}.` : "The database hasn't been reached yet; try again.";
  const members = path === '/readyz' ? { obstacles: { database: why } } : {};
  return respondProblem(tell(new HttpError(503, detail, { 'retry-after': '5' }, members)));
}
