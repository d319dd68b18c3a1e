import { german } from './default-german.ts';
import { defineCatalogue } from './define.ts';

const composition = { layout: 'text', compositionId: 'text' } as const;
const media = { mediaId: 'text', fileName: 'text', mediaType: 'text', sizeBytes: 'number' } as const;
const target = { targetUserId: 'text', reason: 'text' } as const;
const session = { title: 'text', subreddits: 'list', captionTheme: 'text' } as const;

/** The catalogue of a creator platform: the specification's 25 actions and 26 counters, plus ours. */
export const defaultCatalogue = defineCatalogue({
  name: 'joip',
  features: {
    sessions: { label: 'Sessions', icon: 'Image' },
    smart_captions: { label: 'Smart captions', icon: 'Sparkles' },
    babecock_studio: { label: 'Babecock Studio', icon: 'Layers' },
    media_gallery: { label: 'Media gallery', icon: 'Upload' },
    admin: { label: 'Admin panel', icon: 'Eye', staff: true },
    community: { label: 'Community', icon: 'MessagesSquare' },
    account: { label: 'Account', icon: 'CircleUserRound', entry: true },
  },
  actions: {
    session_created: { feature: 'sessions', label: 'Session created', details: session },
    session_viewed: { feature: 'sessions', label: 'Session viewed', details: session },
    session_edited: { feature: 'sessions', label: 'Session edited', details: session },
    session_deleted: { feature: 'sessions', label: 'Session deleted', details: session },
    session_shared: {
      feature: 'sessions',
      label: 'Session shared',
      details: { ...session, shareCode: 'text' },
    },
    session_favorited: { feature: 'sessions', label: 'Session favorited', details: session },
    session_refreshed: { feature: 'sessions', label: 'Session refreshed', details: session },
    smart_caption_generated: {
      feature: 'smart_captions',
      label: 'Smart caption generated',
      details: { theme: 'text', captionLength: 'number' },
    },
    custom_caption_created: {
      feature: 'smart_captions',
      label: 'Custom caption created',
      details: { theme: 'text', captionLength: 'number' },
    },
    caption_regenerated: {
      feature: 'smart_captions',
      label: 'Caption regenerated',
      details: { theme: 'text', captionLength: 'number' },
    },
    theme_selected: { feature: 'smart_captions', label: 'Theme selected', details: { theme: 'text' } },
    babecock_created: { feature: 'babecock_studio', label: 'Composition created', details: composition },
    babecock_remix: {
      feature: 'babecock_studio',
      label: 'Composition remixed',
      details: { ...composition, sourceId: 'text' },
    },
    layout_detected: { feature: 'babecock_studio', label: 'Layout detected', details: composition },
    media_uploaded: { feature: 'media_gallery', label: 'Media uploaded', details: media },
    media_deleted: { feature: 'media_gallery', label: 'Media deleted', details: media },
    media_shared: { feature: 'media_gallery', label: 'Media shared', details: media },
    media_downloaded: { feature: 'media_gallery', label: 'Media downloaded', details: media },
    bulk_download: { feature: 'media_gallery', label: 'Bulk download', details: { files: 'number' } },
    analytics_viewed: { feature: 'admin', label: 'Analytics viewed', details: { tab: 'text' } },
    user_updated: { feature: 'admin', label: 'User updated', details: target },
    user_role_updated: { feature: 'admin', label: 'User role updated', details: { ...target, role: 'text' } },
    user_deleted: { feature: 'admin', label: 'User deleted', details: target },
    settings_updated: { feature: 'admin', label: 'Settings updated', details: { setting: 'text' } },
    audit_logs_viewed: { feature: 'admin', label: 'Audit logs viewed' },
    user_logged_in: { feature: 'account', label: 'Logged in', details: { method: 'text' } },
    page_viewed: { feature: 'account', label: 'Page viewed', details: { path: 'text' } },
    community_liked: { feature: 'community', label: 'Liked', details: { shareId: 'text' } },
    community_unliked: { feature: 'community', label: 'Like withdrawn', details: { shareId: 'text' } },
  },
  counters: {
    sessionsCreated: {
      label: 'Sessions created',
      feature: 'sessions',
      actions: ['session_created'],
      ranked: true,
    },
    sessionsViewed: { label: 'Sessions viewed', feature: 'sessions', actions: ['session_viewed'] },
    sessionsEdited: { label: 'Sessions edited', feature: 'sessions', actions: ['session_edited'] },
    sessionsDeleted: { label: 'Sessions deleted', feature: 'sessions', actions: ['session_deleted'] },
    sessionsShared: { label: 'Sessions shared', feature: 'sessions', actions: ['session_shared'] },
    sessionsFavorited: { label: 'Sessions favorited', feature: 'sessions', actions: ['session_favorited'] },
    smartCaptionsGenerated: {
      label: 'Smart captions',
      feature: 'smart_captions',
      actions: ['smart_caption_generated'],
      ranked: true,
    },
    customCaptionsGenerated: {
      label: 'Custom captions',
      feature: 'smart_captions',
      actions: ['custom_caption_created'],
      ranked: true,
    },
    captionThemeJoi: themed('JOI captions', 'JOI'),
    captionThemeForcedBi: themed('Forced-Bi captions', 'Forced-Bi'),
    captionThemeBeta: themed('Beta captions', 'Beta'),
    captionThemeCbt: themed('CBT captions', 'CBT'),
    captionThemeCuckold: themed('Cuckold captions', 'Cuckold'),
    babecockImagesCreated: {
      label: 'Compositions created',
      feature: 'babecock_studio',
      actions: ['babecock_created'],
      ranked: true,
    },
    babecockRemixesCreated: {
      label: 'Remixes created',
      feature: 'babecock_studio',
      actions: ['babecock_remix'],
    },
    babecockLayoutsSideBySide: laidOut('Side-by-side layouts', 'side-by-side'),
    babecockLayoutsTopBottom: laidOut('Top-bottom layouts', 'top-bottom'),
    mediaUploaded: {
      label: 'Media uploaded',
      feature: 'media_gallery',
      actions: ['media_uploaded'],
      ranked: true,
    },
    mediaDeleted: { label: 'Media deleted', feature: 'media_gallery', actions: ['media_deleted'] },
    mediaShared: { label: 'Media shared', feature: 'media_gallery', actions: ['media_shared'] },
    mediaDownloaded: { label: 'Media downloaded', feature: 'media_gallery', actions: ['media_downloaded'] },
    bulkDownloads: { label: 'Bulk downloads', feature: 'media_gallery', actions: ['bulk_download'] },
    loginCount: { label: 'Logins', feature: 'account', actions: ['user_logged_in'] },
    pagesViewed: { label: 'Pages viewed', feature: 'account', actions: ['page_viewed'] },
    apiCallsTotal: { label: 'API calls', feature: 'account', signal: 'api_call' },
    timeSpentMinutes: { label: 'Minutes present', feature: 'account', signal: 'presence_minute' },
  },
  breakdowns: {
    theme: {
      label: 'Theme',
      actions: ['smart_caption_generated'],
      values: { JOI: 'JOI', 'Forced-Bi': 'Forced-Bi', Beta: 'Beta', CBT: 'CBT', Cuckold: 'Cuckold' },
    },
    layout: {
      label: 'Layout',
      actions: ['babecock_created', 'babecock_remix'],
      values: { 'side-by-side': 'Side by side', 'top-bottom': 'Top and bottom' },
    },
  },
  distinct: { usersManaged: { label: 'Users managed', feature: 'admin', detail: 'targetUserId' } },
  lists: {
    captionsNeverShared: {
      label: 'Use captions, never share',
      some: ['byFeature.smart_captions'],
      none: ['sessionsShared', 'mediaShared', 'facts.communityShares'],
    },
  },
  totals: {
    sessions: ['session_created'],
    mediaAdded: ['media_uploaded'],
    mediaRemoved: ['media_deleted'],
    captions: ['smart_caption_generated'],
    allCaptions: ['smart_caption_generated', 'custom_caption_created'],
    compositions: ['babecock_created'],
    settings: ['settings_updated'],
  },
  totalLabels: {
    sessions: 'Sessions created',
    totalSessions: 'Total sessions',
    media: 'Media items',
    mediaUploads: 'Uploads',
    captionGenerations: 'Captions',
    allCaptions: 'All captions',
    compositions: 'Compositions',
  },
  labels: { de: german },
});

export type DefaultCatalogue = typeof defaultCatalogue;

function themed<const T extends string>(label: string, theme: T) {
  return {
    label,
    feature: 'smart_captions',
    actions: ['smart_caption_generated'],
    where: { theme },
  } as const;
}

function laidOut<const L extends string>(label: string, layout: L) {
  return {
    label,
    feature: 'babecock_studio',
    actions: ['babecock_created', 'babecock_remix'],
    where: { layout },
  } as const;
}
