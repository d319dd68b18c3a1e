/** Milliseconds between two looks. */
const LOOK = 100;

/**
 * Ends connections of a server that closes as soon as nobody asks over them: those that fall idle after it began
 * would be kept for its whole keep-alive time, 5 to 72 seconds.
 *
 * @returns what stops it, once the server is closed
 */
export function endIdle(server: { closeIdleConnections?(): void }): () => void {
  const looking = setInterval(() => server.closeIdleConnections?.(), LOOK);
  return () => clearInterval(looking);
}
