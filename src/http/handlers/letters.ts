import type { lettersRoutes } from '../../contract/families/letters/routes.ts';
import type { DeadLetterPage } from '../../contract/index.ts';
import { discardLetters, replayLetters } from '../../ingest/letters.ts';
import { listLetters } from '../../ingest/list-letters.ts';
import { decodeCursor, encodeCursor } from '../../reports/read/cursor.ts';
import type { Call, HandlersOf, Reply } from '../handler.ts';

// Letters are the real platform's, whatever the reports show.

async function deadLetters({ services, query }: Call<'deadLetters'>): Promise<Reply> {
  const place = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const { letters, more, counts } = await listLetters(services.real.db, {
    reason: query.reason,
    userId: query.userId,
    after: place && { firstAt: place.createdAt, id: place.eventId },
    limit: query.pageSize,
  });
  const last = letters.at(-1);
  const body: DeadLetterPage = {
    letters,
    nextCursor: more && last ? encodeCursor({ createdAt: Date.parse(last.firstAt), eventId: last.id }) : null,
    counts,
  };
  return { body, rows: letters.length };
}

async function replay({ services, body, request }: Call<'replayDeadLetters'>): Promise<Reply> {
  const done = await replayLetters(services.real.db, services.ingest, body, { signal: request.signal });
  return { body: done, rows: done.replayed };
}

async function discard({ services, body }: Call<'discardDeadLetters'>): Promise<Reply> {
  const discarded = await discardLetters(services.real.db, body);
  return { body: { discarded }, rows: discarded };
}

export const lettersHandlers: HandlersOf<typeof lettersRoutes> = {
  deadLetters: { run: deadLetters },
  replayDeadLetters: { run: replay },
  discardDeadLetters: { run: discard },
};
