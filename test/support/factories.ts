import type { ActivityInput } from '../../src/contract/index.ts';
import { newEventId } from '../../src/ingest/ids.ts';

export { type Random, random } from '../../src/sample/random.ts';

/**
 * A valid activity of the default catalogue, new at each call: a session created now by `user-1`.
 *
 * @example anActivity({ userId: 'user-2', action: 'smart_caption_generated', details: { theme: 'Beta' } })
 */
export function anActivity(fields: Partial<ActivityInput> = {}): ActivityInput {
  return {
    userId: 'user-1',
    action: 'session_created',
    eventId: newEventId(),
    createdAt: Date.now(),
    ...fields,
  };
}
