export const facts = 'Zahlungen, Empfehlungen, Community';
export const everNote = 'gesamter Zeitraum';
export const payments: Readonly<Record<string, string>> = {
  purchase: 'Käufe',
  subscription: 'Abos',
  referral_reward: 'Empfehlungsprämien',
};
export const shares = { session: 'Geteilte Sessions', media: 'Geteilte Medien' };
export const likesGiven = 'Vergebene Likes';
export const likesReceived = 'Erhaltene Likes';
export const credits = 'Gekaufte und verdiente Credits';
export const referralsMade = 'Geworbene Nutzer';
export const referredBy = 'Gekommen durch';
export const withCode = (code: string) => `mit Code ${code}`;
export const timesPaid = (n: string, one: boolean) => (one ? `${n} Zahlung` : `${n} Zahlungen`);
export const creditsFor = (credits: string) => `${credits} Credits`;
export const lastOn = (date: string) => `zuletzt ${date}`;
export const viewers = 'Wer diese Seite angesehen hat';
export const viewersNote = (since: string) => `soweit das Audit-Log zurückreicht, ${since}`;
export const views = (n: string, one: boolean) => (one ? `${n} Aufruf` : `${n} Aufrufe`);
export const you = 'Sie';
export const allInAudit = 'Alles im Audit-Log';
export const lastSeen = 'Zuletzt gesehen';
export const nothingInRange = 'Nichts in diesem Zeitraum.';
export const showMonth = (month: string) => `${month} zeigen`;
export const neverActive = 'Es wurde noch nie eine Aktivität erfasst.';
export const yearUpTo = (day: string) => `das Jahr bis ${day}`;
export const lastYear = 'die letzten 365 Tage';
export const showDay = (what: string, day: string) => `${what}: ${day} zeigen`;
export const activityByDay = 'Aktivität nach Tag';
export const eachDay = 'die Aktivitäten jedes Tages';
