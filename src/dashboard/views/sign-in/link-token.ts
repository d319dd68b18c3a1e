import { useState } from 'react';

/**
 * The token of a link. It stands after `#`, which is never sent and so in no server's log; the address is
 * rid of it at once.
 */
export function useLinkToken(): string | null {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token'));
  if (token && location.hash) history.replaceState(history.state, '', location.pathname);
  return token;
}
