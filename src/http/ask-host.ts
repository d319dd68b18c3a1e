import { type Principal, ROLES, type Role } from '../auth/index.ts';
import { poisonInText, readId, Unreadable } from '../contract/index.ts';
import { within } from '../db/within.ts';
import { wordsOf } from '../ingest/letter-payload.ts';
import type { Log } from '../log/log.ts';
import { forbidden, HttpError } from './errors.ts';

/** How long the host may take to tell who someone is. */
const PATIENCE = 10_000;

/**
 * Asks the host's own sign-in who a request comes from; null for nobody. What it answers is checked, since the
 * role decides what is shown and the id is what the audit log names: an answer that tells no one is refused.
 *
 * @throws HttpError 403 for an answer that can't be used, 503 where it fails or takes too long; the log says why
 */
export async function askHost(
  authorize: (request: Request) => unknown,
  request: Request,
  log: Log,
): Promise<Principal | null> {
  let answer: unknown;
  try {
    answer = await within(PATIENCE, authorize(request), () => {
      throw new Error(`it didn't answer within ${PATIENCE / 1000} seconds`);
    });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(wordsOf(thrown));
    log.error({ err: error }, 'authorize failed, so the request was refused');
    throw new HttpError(
      503,
      "Who you are couldn't be found out; try again. The log of the server says why.",
      {
        'retry-after': '5',
      },
    );
  }
  if (answer === null) return null;
  const told = readOperator(answer);
  if (!(told instanceof Unreadable)) return told;
  log.error(
    {},
    `authorize ${told.why}, so the request was refused; it takes { id, email, role } or null for nobody`,
  );
  throw forbidden("Who you are couldn't be found out. The log of the server says why.");
}

function readOperator(answer: unknown): Principal | Unreadable {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    return new Unreadable(
      `answered ${Array.isArray(answer) ? 'a list' : answer === undefined ? 'undefined' : `a ${typeof answer}`}`,
    );
  try {
    const { id: givenId, email, role } = answer as Readonly<Record<string, unknown>>;
    const id = readId(givenId);
    if (id === null) return new Unreadable('answered without an id');
    if (id instanceof Unreadable) return new Unreadable(`answered an id that ${id.why}`);
    if (!ROLES.includes(role as Role))
      return new Unreadable(`answered the role ${wordsOf(role)}, which is none of ${ROLES.join(', ')}`);
    if (email !== undefined && email !== null && !isShown(email))
      return new Unreadable('answered an email that is no text of 1 to 320 characters');
    return {
      kind: 'operator',
      id: `host:${id}`,
      email: (email as string | null | undefined) ?? id,
      role: role as Role,
    };
  } catch (thrown) {
    return new Unreadable(`answered what can't be read: ${wordsOf(thrown)}`);
  }
}

const isShown = (email: unknown) =>
  typeof email === 'string' && email.trim() !== '' && email.length <= 320 && poisonInText(email) === null;
