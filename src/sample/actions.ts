import type { ActivityInput } from '../contract/index.ts';
import { type Belongings, keepItem, makeItem } from './belongings.ts';
import { type Facts, iso } from './facts.ts';
import type { SamplePerson } from './people.ts';
import type { Random } from './random.ts';
import { PAGES, SETTINGS, SUBJECTS } from './words.ts';

export interface Moment {
  readonly r: Random;
  readonly at: number;
  readonly person: SamplePerson;
  readonly people: readonly SamplePerson[];
  readonly owned: Belongings;
  readonly facts: Facts;
}

export type Deed = Pick<ActivityInput, 'action' | 'details' | 'sessionId'>;

const THEMES = ['JOI', 'Forced-Bi', 'Beta', 'CBT', 'Cuckold'];
const LAYOUTS = ['side-by-side', 'top-bottom'];
const MEDIA = ['image', 'image', 'image', 'gif', 'video'];

/** A person's favourite theme, mostly; now and then one that the catalogue doesn't know. */
const themeOf = ({ r, person }: Moment) =>
  r.chance(0.55) ? THEMES[person.theme] : r.chance(0.02) ? 'Seasonal' : r.pick(THEMES);

export function sessionAction(m: Moment): Deed {
  const { r, owned } = m;
  const verb = owned.sessions.length === 0 ? 0 : r.weighted([22, 44, 10, 2, 7, 9, 6]);
  if (verb === 0) {
    const { id, title } = keepItem(owned.sessions, makeItem(r, m.at));
    const details = { title, subreddits: [r.pick(SUBJECTS), r.pick(SUBJECTS)], captionTheme: themeOf(m) };
    return { action: 'session_created', sessionId: id, details };
  }
  const session = r.pick(owned.sessions);
  const details = { title: session.title };
  const deed = (action: string, more = {}) => ({
    action,
    sessionId: session.id,
    details: { ...details, ...more },
  });
  switch (verb) {
    case 1:
      return deed('session_viewed');
    case 2:
      return deed('session_edited');
    case 3:
      owned.sessions.splice(owned.sessions.indexOf(session), 1);
      return deed('session_deleted');
    case 4:
      share(m, 'session');
      return deed('session_shared', { shareCode: r.uuid(m.at).slice(-8) });
    case 5:
      return deed('session_favorited');
    default:
      return deed('session_refreshed');
  }
}

export function captionAction(m: Moment): Deed {
  const action = [
    'smart_caption_generated',
    'custom_caption_created',
    'caption_regenerated',
    'theme_selected',
  ][m.r.weighted([58, 16, 14, 12])]!;
  const theme = themeOf(m);
  if (action === 'theme_selected') return { action, details: { theme } };
  const captionLength = m.r.int(24, 280);
  return {
    action,
    details: action === 'custom_caption_created' ? { captionLength } : { theme, captionLength },
  };
}

export function studioAction(m: Moment): Deed {
  const { r, owned } = m;
  const layout = LAYOUTS[r.weighted([64, 36])];
  const verb = owned.compositions.length === 0 ? 0 : r.weighted([50, 20, 30]);
  if (verb === 2) return { action: 'layout_detected', details: { layout } };
  const source = verb === 1 ? r.pick(owned.compositions) : undefined;
  const { id } = keepItem(owned.compositions, makeItem(r, m.at));
  return source
    ? { action: 'babecock_remix', details: { layout, compositionId: id, sourceId: source.id } }
    : { action: 'babecock_created', details: { layout, compositionId: id } };
}

export function galleryAction(m: Moment): Deed {
  const { r, owned } = m;
  const verb = owned.media.length === 0 ? 0 : r.weighted([52, 8, 10, 26, 4]);
  if (verb === 4) return { action: 'bulk_download', details: { files: r.int(2, 40) } };
  const media = verb === 0 ? keepItem(owned.media, makeItem(r, m.at)) : r.pick(owned.media);
  if (verb === 1) owned.media.splice(owned.media.indexOf(media), 1);
  if (verb === 2) share(m, 'media');
  const mediaType = r.pick(MEDIA);
  const details = {
    mediaId: media.id,
    fileName: `${media.title.toLowerCase().replace(' ', '-')}.${mediaType === 'video' ? 'mp4' : mediaType === 'gif' ? 'gif' : 'jpg'}`,
    mediaType,
    sizeBytes: Math.floor(r.skewed(900_000)),
  };
  return { action: ['media_uploaded', 'media_deleted', 'media_shared', 'media_downloaded'][verb]!, details };
}

export function shareComposition(m: Moment, compositionId: string): Deed {
  share(m, 'media');
  const details = {
    mediaId: compositionId,
    fileName: `composition-${compositionId.slice(-6)}.jpg`,
    mediaType: 'image',
    sizeBytes: Math.floor(m.r.skewed(1_400_000)),
  };
  return { action: 'media_shared', details };
}

export function communityAction(m: Moment): Deed {
  const { r, owned, facts } = m;
  if (facts.communityShares.length === 0) return pageView(m);
  if (owned.liked.length > 0 && r.chance(0.08)) {
    const { shareId, fact } = owned.liked.pop()!;
    facts.communityLikes[fact]!.removedAt = iso(m.at);
    return { action: 'community_unliked', details: { shareId } };
  }
  // What was shared lately is what people see.
  const recent =
    facts.communityShares.length - 1 - Math.floor(Math.min(r.skewed(120), facts.communityShares.length - 1));
  const shareId = String(facts.communityShares[recent]!.id);
  owned.liked.push({ shareId, fact: facts.communityLikes.length });
  facts.communityLikes.push({ id: r.uuid(m.at), userId: m.person.id, shareId, createdAt: iso(m.at) });
  return { action: 'community_liked', details: { shareId } };
}

export function staffAction(m: Moment): Deed {
  const { r } = m;
  const target = {
    targetUserId: r.pick(m.people).id,
    reason: r.pick(['support request', 'review', 'clean-up']),
  };
  switch (r.weighted([40, 22, 8, 4, 12, 14])) {
    case 0:
      return { action: 'analytics_viewed', details: { tab: r.pick(['analytics', 'usage']) } };
    case 1:
      return { action: 'user_updated', details: target };
    case 2:
      return { action: 'user_role_updated', details: { ...target, role: r.pick(['user', 'moderator']) } };
    case 3:
      return { action: 'user_deleted', details: target };
    case 4:
      return { action: 'settings_updated', details: { setting: r.pick(SETTINGS) } };
    default:
      return { action: 'audit_logs_viewed', details: null };
  }
}

export const pageView = ({ r }: Moment): Deed => ({
  action: 'page_viewed',
  details: { path: r.pick(PAGES) },
});
export const login = ({ r }: Moment): Deed => ({
  action: 'user_logged_in',
  details: { method: r.chance(0.7) ? 'password' : 'link' },
});

function share({ r, at, person, facts }: Moment, kind: 'session' | 'media'): void {
  if (!r.chance(0.7)) return;
  const removedAt = r.chance(0.04) ? iso(at + r.int(1, 20) * 3_600_000) : null;
  facts.communityShares.push({ id: r.uuid(at), ownerId: person.id, kind, sharedAt: iso(at), removedAt });
}
