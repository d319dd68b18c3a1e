import type { Problem } from '../contract/common.ts';

/** An answer that is no success: the server's problem document, or what could be told without one. */
export class ApiError extends Error {
  readonly status: number;
  readonly title: string;
  /** Each refused parameter with what is accepted. */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds, from `Retry-After`. */
  readonly retryAfter: number | null;
  /** What became of each activity or fact, in the order sent, where the server judged them. */
  readonly results: Problem['results'];
  /** A worker of the database that holds what was asked and can't be reached, and up to when reports are answered meanwhile. */
  readonly away: Pick<Problem, 'away' | 'answeredUntil'>;

  constructor(
    problem: Pick<Problem, 'status' | 'title' | 'detail' | 'fields' | 'results' | 'away' | 'answeredUntil'>,
    retryAfter: number | null,
  ) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.title = problem.title;
    this.fields = problem.fields ?? {};
    this.retryAfter = retryAfter;
    this.results = problem.results;
    this.away = { away: problem.away, answeredUntil: problem.answeredUntil };
  }
}

/** The request never reached a server, or no answer came back. */
export class UnreachableError extends Error {
  constructor(url: string, cause: unknown) {
    super(`no answer from ${new URL(url).origin}`, { cause });
    this.name = 'UnreachableError';
  }
}

export async function apiError(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('retry-after'));
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds : null;
  const plain = {
    status: response.status,
    title: response.statusText || 'Error',
    detail: `answered ${response.status}`,
  };
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) return new ApiError(plain, retryAfter);
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new ApiError({ ...plain, ...problem, status: response.status }, retryAfter);
}
