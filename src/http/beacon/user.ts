import { readId } from '../../contract/index.ts';
import { within } from '../../db/within.ts';
import { wordsOf } from '../../ingest/letter-payload.ts';
import type { Log } from '../../log/log.ts';
import { HttpError } from '../errors.ts';
import type { AskUser } from '../host.ts';
import type { Services } from '../services.ts';
import type { TokenFault } from './tokens.ts';

/** How long the host may take to tell who is signed in, in milliseconds. */
const PATIENCE = 10_000;

const FAULTS: Record<TokenFault, string> = {
  forged:
    'The token is none of this installation. Put what analytics.beaconToken(userId) makes into the page, of the same secret and schema.',
  expired:
    'The token has expired. Put a new one into the page, or tell the beacon where to get one (data-token-url).',
};

/**
 * Whose browser a request is from: by the host's session, and by the token of its server. Where both tell somebody they
 * have to agree, since a page may outlive the session that it was made for.
 *
 * @param askUser how the host tells it; undefined where it doesn't
 * @returns null where the host says that nobody is signed in
 * @throws HttpError 401 for a bad token, where the two tell different people, or nothing tells it; 503 where the host
 *   can't tell now
 */
export async function beaconUser(
  token: string | null | undefined,
  askUser: AskUser | undefined,
  { beacon, log }: Pick<Services, 'beacon' | 'log'>,
): Promise<string | null> {
  const read = token ? beacon.tokens.read(token) : null;
  if (read && 'fault' in read) throw unknownUser(FAULTS[read.fault]);
  const signedIn = askUser ? await ask(askUser, log) : null;
  if (!read) {
    if (askUser) return signedIn;
    throw unknownUser(
      'Nothing tells whose browser this is: give userId to analyticsRoutes, or put a token of analytics.beaconToken(userId) into the page.',
    );
  }
  if (signedIn !== null && signedIn !== read.userId)
    throw unknownUser('The token is of another user than the one who is signed in: reload the page.');
  return read.userId;
}

const unknownUser = (why: string) => new HttpError(401, why);

async function ask(askUser: AskUser, log: Log): Promise<string | null> {
  try {
    const told = await within(PATIENCE, askUser(), () => {
      throw new Error(`it didn't answer within ${PATIENCE / 1000} seconds`);
    });
    const id = readId(told);
    return typeof id === 'string' ? id : null;
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(wordsOf(thrown));
    log.error({ err: error }, 'userId of the mount failed, so what a browser sent was refused');
    throw new HttpError(503, "Who is signed in couldn't be found out; send the same again.", {
      'retry-after': '5',
    });
  }
}
