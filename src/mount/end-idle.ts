/** Milliseconds between two looks. */
const LOOK = 100;

/**
 * Ends connections of a server that closes as soon as nobody asks over them: those that fall idle after it began
 * would be kept for its whole keep-alive time, 5 to 72 seconds.
 *
 * @returns what stops it, once the server is closed
 */
export function endIdle(server: object): () => void {
  // One of HTTP/2 has none.
  const { closeIdleConnections } = server as { closeIdleConnections?(): void };
  const looking = setInterval(() => closeIdleConnections?.call(server), LOOK);
  return () => clearInterval(looking);
}
