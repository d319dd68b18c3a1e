import { ApiError } from '../../../client/errors.ts';
import type { AnswerOf } from '../../../contract/call.ts';
import { call } from '../../data/call.ts';
import { queryClient } from '../../data/query-client.ts';
import { setSignedOut } from '../../data/session.ts';
import { suggestPassword } from '../../data/suggestion.ts';

export type SignedIn = AnswerOf<'signIn'>;

/** The server let someone in: nothing of whoever was here before is shown to them. */
export function enter(): void {
  queryClient.clear();
  setSignedOut(false);
}

/** Whoever came by a link needs another one next time, unless they set a password. */
export async function noteMissingPassword(): Promise<void> {
  const { operator } = await call('session');
  if (operator?.by === 'session' && !operator.password) suggestPassword(true);
}

/** What the server says about one field, or about the whole. */
export function faultsOf(error: Error | null): { of(name: string): string | undefined; whole?: string } {
  const fields = error instanceof ApiError ? error.fields : {};
  const known = Object.keys(fields).length > 0;
  const sentence = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}.`;
  return {
    of: (name) => (fields[name] ? sentence(fields[name]) : undefined),
    ...(error && !known ? { whole: error.message } : {}),
  };
}
