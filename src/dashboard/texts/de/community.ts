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
export const whoWentSilent = 'Wer im Monat davor teilte, seither nichts';
