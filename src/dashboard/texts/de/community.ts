import * as nouns from './nouns.ts';

export const community = 'Community';
export const topContributors = 'Top-Beitragende';
export const bySharesInRange = 'nach Geteiltem im Zeitraum';
export const shares = 'Geteilt';
export const likes = 'Likes';
export const contributors = 'Beitragende';
export const user = 'Nutzer';
export const sessionsMediaTogether = 'Sessions und Medien zusammen';
export const sessions = 'Sessions';
export const sessionsSharedInRange =
  'Im Zeitraum geteilte Sessions, die vor seinem Ende nicht zurückgenommen wurden';
export const media = 'Medien';
export const mediaSharedInRange =
  'Im Zeitraum geteilte Medien, die vor seinem Ende nicht zurückgenommen wurden';
export const likesReceived = 'Erhaltene Likes';
export const likesGivenInRange = 'Im Zeitraum vergebene Likes für alles, was sie geteilt haben';
export const theTopContributors = 'die Top-Beitragenden';
export const nobodySharedAnythingIn = 'In diesem Zeitraum hat niemand etwas geteilt.';
export const contributorTable = 'Tabelle der Beitragenden';
export const topContributorsFile = 'top-beitragende';
export const sharesCount = (_: number, count: string) => `${count}-mal geteilt`;
export const byPeople = (n: number, count: string) => `von ${count} ${nouns.people(n)}`;
export const andLikes = (n: number, count: string) => `, dazu ${count} ${nouns.likes(n)}.`;
export const sharesEach = (_: number, each: string) => `je ${each}-mal geteilt`;
export const nothingInRange = 'In diesem Zeitraum nichts geteilt und kein Like.';
export const fromLike = 'Vom Like zum ersten eigenen Inhalt';
export const fromLikeNote = 'was jemand nach seinem ersten Like erstellt hat, bis jetzt';
export const fromLikeNoteWithin = 'was jemand nach seinem ersten Like erstellt hat';
export const fromLikeFile = 'vom Like zum ersten eigenen Inhalt';
export const fromLikeTable = 'Tabelle der ersten Likes';
export const likeGroups = { kind: 'Art', owner: 'Geteilt von', week: 'Woche', month: 'Monat' } as const;
export const likeCounts = {
  shared: 'Geteilt',
  liked: 'Mit Like',
  likers: 'Personen mit Likes',
  firstLikers: 'Erstes Like',
  newcomers: 'Neulinge',
  created: 'Etwas erstellt',
  open: 'Haben noch Zeit',
  left: 'Nichts erstellt',
  median: 'Hälfte innerhalb',
} as const;
export const likeDefinitions = {
  shared: 'Sessions und Medien, die im Zeitraum geteilt und vor seinem Ende nicht zurückgenommen wurden',
  liked: 'Was davon vor dem Ende des Zeitraums ein Like bekam',
  likers: 'Wer im Zeitraum ein Like gab',
  firstLikers: 'Wer davon zum allerersten Mal ein Like gab',
  newcomers: 'Wer davon vor diesem Like noch nichts erstellt hatte',
  created: 'Wer davon danach etwas erstellt hat',
  open: 'Wer davon noch nichts erstellt hat, aber noch Zeit dafür hat',
  left: 'Wer davon in seinen Tagen nichts erstellt hat',
  median: 'Vom ersten Like bis zum ersten eigenen Inhalt, bei der Hälfte derer, die etwas erstellt haben',
} as const;
export const unknownShare = 'Unbekannt';
export const likedFirst = (when: string) => `Erstes Like ${when}`;
export const madeFirst = (when: string) => `Erster eigener Inhalt ${when}`;
export const madeNothing = 'Bisher nichts erstellt';
export const whoWentSilent = 'Wer im Monat davor teilte, seither nichts';
