/**
 * Two at once. Where one fails the other is waited for, too: what it asks would come after the report's transaction.
 * Only one of them may ask the database while the other does, and no more than one thing at a time.
 */
export async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
