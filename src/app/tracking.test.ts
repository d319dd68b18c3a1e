import { describe, expect, expectTypeOf, it } from 'vitest';
import { defaultCatalogue, defineCatalogue } from '../catalogue/index.ts';
import type { Outcome } from '../contract/index.ts';
import { type AnyHostActivity, createUsageTracking } from './tracking.ts';

/** Notes what it is handed; what becomes of an activity is tested with the write path. */
function recorder() {
  const seen: AnyHostActivity[] = [];
  const track = async (input: AnyHostActivity): Promise<Outcome> => {
    seen.push(input);
    return { outcome: 'committed', eventId: 'e' };
  };
  return { seen, track };
}

const forge = defineCatalogue({
  name: 'forge',
  features: { changes: { label: 'Changes', icon: 'GitCommitHorizontal' } },
  actions: { commit: { feature: 'changes', label: 'Commit', details: { topic: 'text', files: 'number' } } },
  counters: { commits: { label: 'Commits', feature: 'changes', actions: ['commit'], ranked: true } },
  breakdowns: { topic: { label: 'Topic', actions: ['commit'], values: {} } },
  totals: {
    sessions: [],
    mediaAdded: [],
    mediaRemoved: [],
    captions: [],
    allCaptions: [],
    compositions: [],
  },
});

describe('the tracking functions', () => {
  it("take the specification's three snippets", async () => {
    const { seen, track } = recorder();
    const { trackSessionAction, trackCaptionAction, trackAdminAction } = createUsageTracking({
      catalogue: defaultCatalogue,
      track,
    });
    const userId = 'user-123';
    const sessionId = 'session-1';
    const session = { title: 'Sunset', subreddits: ['earthporn'], captionTheme: 'JOI' };
    const caption = 'Look at this';
    const deletedUserId = 'user-9';

    await trackSessionAction(userId, 'created', sessionId, {
      title: session.title,
      subreddits: session.subreddits,
      captionTheme: session.captionTheme,
    });
    await trackCaptionAction(userId, 'smart_caption_generated', {
      theme: 'JOI',
      captionLength: caption.length,
    });
    await trackAdminAction('user_deleted', userId, {
      targetUserId: deletedUserId,
      reason: 'spam',
    });

    expect(seen).toEqual([
      { userId, action: 'session_created', sessionId, details: session },
      { userId, action: 'smart_caption_generated', details: { theme: 'JOI', captionLength: 12 } },
      { userId, action: 'user_deleted', details: { targetUserId: 'user-9', reason: 'spam' } },
    ]);
  });

  it('pass on the feature, and options last', async () => {
    const { seen, track } = recorder();
    const t = createUsageTracking({ catalogue: defaultCatalogue, track });
    await t.trackUserActivity('u', 'media_uploaded', 'media_gallery', { sizeBytes: 3 }, { createdAt: 5 });
    await t.trackMediaAction('u', 'bulk_download', { files: 2 }, { visitId: 'v' });
    await t.trackBabecockAction('u', 'babecock_remix', { layout: 'side-by-side' });
    expect(seen).toEqual([
      {
        userId: 'u',
        action: 'media_uploaded',
        feature: 'media_gallery',
        details: { sizeBytes: 3 },
        createdAt: 5,
      },
      { userId: 'u', action: 'bulk_download', details: { files: 2 }, visitId: 'v' },
      { userId: 'u', action: 'babecock_remix', details: { layout: 'side-by-side' } },
    ]);
  });

  it('are typed from the catalogue', () => {
    const { track } = recorder();
    const t = createUsageTracking({ catalogue: defaultCatalogue, track });
    const calls = () => [
      // @ts-expect-error a misspelt action
      t.trackUserActivity('u', 'sesion_created', 'sessions'),
      // @ts-expect-error the feature of another action
      t.trackUserActivity('u', 'session_created', 'media_gallery'),
      // @ts-expect-error no such verb
      t.trackSessionAction('u', 'burned', 's'),
      // @ts-expect-error a detail that the action does not declare
      t.trackSessionAction('u', 'created', 's', { captionLength: 3 }),
      // @ts-expect-error an action of another feature
      t.trackCaptionAction('u', 'media_uploaded'),
      // @ts-expect-error a text where a number is declared
      t.trackCaptionAction('u', 'smart_caption_generated', { captionLength: '12' }),
      // @ts-expect-error a misspelt detail
      t.trackBabecockAction('u', 'babecock_created', { layuot: 'side-by-side' }),
      // @ts-expect-error an action of another feature
      t.trackMediaAction('u', 'session_created'),
      // @ts-expect-error the action comes first
      t.trackAdminAction('u', 'user_deleted'),
      // @ts-expect-error an action that takes no details
      t.trackAdminAction('audit_logs_viewed', 'u', { reason: 'x' }),
    ];
    expectTypeOf(calls).toBeFunction();
  });

  it('are typed from a catalogue of another platform', async () => {
    const { seen, track } = recorder();
    const { trackUserActivity } = createUsageTracking({ catalogue: forge, track });
    await trackUserActivity('u', 'commit', 'changes', { topic: 'feat', files: 3 });
    // @ts-expect-error an action of the default catalogue
    const odd = () => trackUserActivity('u', 'session_created', 'sessions');
    expectTypeOf(odd).toBeFunction();
    expect(seen).toEqual([
      { userId: 'u', action: 'commit', feature: 'changes', details: { topic: 'feat', files: 3 } },
    ]);
  });
});
