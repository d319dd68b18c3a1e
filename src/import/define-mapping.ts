import type { CatalogueInput } from '../catalogue/index.ts';
import type { ImportMapping } from './mapping.ts';

/**
 * Types a mapping file; with a catalogue's type, the actions too.
 *
 * @example
 * export default defineMapping<DefaultCatalogue>({
 *   columns: { userId: 'actor', createdAt: 'occurred_at', action: 'event' },
 *   actions: { commit: 'session_created', merge: 'session_shared', ping: null },
 *   details: { captionTheme: 'topic' },
 * });
 */
export function defineMapping<C extends CatalogueInput = CatalogueInput>(
  mapping: ImportMapping<C>,
): ImportMapping<C> {
  return mapping;
}
