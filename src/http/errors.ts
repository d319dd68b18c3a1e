import type { Problem, Route } from '../contract/index.ts';
import { codeOf, isTransient } from '../db/failures.ts';
import { BadRequest, NotFound } from '../reports/errors.ts';

/** A refusal that only HTTP knows. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Further members of the problem document. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.members = members;
  }
}

/** Says which credential the route takes. */
export const unauthorised = ({ access }: Pick<Route, 'access'>) =>
  new HttpError(
    401,
    access === 'track'
      ? 'Send an API key with the scope "track": Authorization: Bearer joip_….'
      : 'Sign in, or send an API key as a bearer token: Authorization: Bearer joip_….',
    { 'www-authenticate': 'Bearer' },
  );
export const forbidden = (why = "This isn't open to your role or key.") => new HttpError(403, why);

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  422: 'Not accepted',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

export interface ProblemReply {
  readonly problem: Problem & Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;
  /** Not the caller's doing: to be logged. */
  readonly internal: boolean;
}

/** Every error as a problem document (RFC 9457). What PostgreSQL or JavaScript said stays in the log. */
export function tell(error: unknown): ProblemReply {
  if (error instanceof HttpError)
    return told(error.status, error.message, error.headers, error.members, error.status >= 500);
  if (error instanceof BadRequest) return told(400, error.message, {}, { fields: error.fields });
  if (error instanceof NotFound) return told(404, error.message);
  const code = codeOf(error);
  if (code === '57014')
    return told(503, 'The report took too long; narrow its range or its filters.', {}, {}, true);
  if (code === 'THREAD_LOST')
    return told(503, 'The report was cut off while it was worked out; ask again.', {}, {}, true);
  if (isTransient(error))
    return told(503, "The database can't be reached; try again.", { 'retry-after': '2' }, {}, true);
  return told(500, 'Something went wrong here; the log says what.', {}, {}, true);
}

function told(
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
  members: Readonly<Record<string, unknown>> = {},
  internal = false,
): ProblemReply {
  const title = TITLES[status] ?? 'Error';
  return { problem: { type: 'about:blank', title, status, detail, ...members }, headers, internal };
}
