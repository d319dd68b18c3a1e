import { plural } from '../../format/plural.ts';

export const referrals = 'Empfehlungen';
export const topReferrers = 'Top-Empfehler';
export const byUsersReferredIn = 'nach empfohlenen Nutzern im Zeitraum';
export const topCodes = 'Top-Codes';
export const eachOpensItsReferrals = 'jeder öffnet seine Empfehlungen';
export const referredUsers = 'Empfohlene Nutzer';
export const latestReferrals = 'Neueste Empfehlungen';
export const findReferralsByEither = 'Empfehlungen nach Nutzer oder Code finden';
export const userOrCode = 'Nutzer oder Code';
export const everyReferralThisList = 'alle Empfehlungen dieser Liste';
export const noReferralThisRange =
  'Keine Empfehlung dieses Zeitraums passt. Ein längerer Zeitraum kann eine enthalten.';
export const nobodyWasReferredIn = 'In diesem Zeitraum wurde niemand empfohlen.';
export const referralTable = 'Tabelle der Empfehlungen';
export const referred = 'Empfohlen';
export const by = 'Von';
export const code = 'Code';
export const credits = 'Credits';
export const when = 'Wann';
export const ofReferred = (activeReferrals: string, totalReferrals: string) =>
  `${activeReferrals} von ${totalReferrals} Empfohlenen`;
export const aReferral = (each: string) => `${each} je Empfehlung`;
export const rewards = 'Prämien';
export const usersReferredInRange = 'Im Zeitraum empfohlene Nutzer, jeder einmal';
export const active = 'Aktiv';
export const thoseThemWhoWere = 'Wer davon im Zeitraum aktiv war';
export const rewardsTheseReferrals = 'Prämien dieser Empfehlungen';
export const user = 'Nutzer';
export const theTopReferrers = 'die Top-Empfehler';
export const referrerTable = 'Tabelle der Empfehler';
export const theTopCodes = 'die Top-Codes';
export const codeTable = 'Tabelle der Codes';
export const noCode = 'ohne Code';
export const referralsWithCode = (code: string) => `Empfehlungen mit dem Code ${code}`;
export const topReferrersFile = 'top-empfehler';
export const topCodesFile = 'top-codes';
export const newReferrals = (n: number, count: string) =>
  `${count} neue ${plural(n, { one: 'Empfehlung', other: 'Empfehlungen' })}`;
export const areActive = (n: number, active: string, total: string) =>
  `${active} von ${total} empfohlenen Nutzern ${plural(n, { one: 'ist', other: 'sind' })} aktiv.`;
export const inRangeCredits = (rows: string, n: number, credits: string) =>
  `${rows} im Zeitraum, ${credits} ${plural(n, { one: 'Credit', other: 'Credits' })}`;
export const whatCode = (code: string) => `Code ${code}`;
export const nothingInRange = 'Keine Empfehlung in diesem Zeitraum.';
export const theirReferrals = (count: string, column: string, who: string) => `${column} ${count} von ${who}`;
export const outcomes = 'Was aus ihnen wurde';
export const outcomesNote = 'wer sich im Zeitraum angemeldet hat, bis jetzt';
export const outcomesNoteWithin = 'wer sich im Zeitraum angemeldet hat';
export const stillOpen = (count: string) => `${count} mit noch Zeit`;
export const outcomeGroups = {
  code: 'Code',
  referrer: 'Empfohlen von',
  week: 'Woche',
  month: 'Monat',
} as const;
export const outcomesFile = 'was aus allen wurde, die sich angemeldet haben';
export const outcomesTable = 'Tabelle, was aus ihnen wurde';
export const outcomeSteps = {
  signedUp: 'Angemeldet',
  active: 'Aktiv',
  created: 'Etwas erstellt',
  paid: 'Bezahlt',
} as const;
export const outcomeDefinitions = {
  signedUp: 'Konten, die im Zeitraum entstanden, jedes einmal, nach seiner ersten Empfehlung',
  active: 'Wer davon irgendetwas tat',
  created: 'Wer davon etwas erstellt hat',
  paid: 'Wer davon gekauft oder abonniert hat',
  revenue: 'Was sie gekauft haben, abzüglich Erstattungen',
  credits: 'Prämien der Empfehlungen, durch die sie kamen',
} as const;
export const revenue = 'Umsatz';
export const allReferred = 'Alle Empfohlenen';
export const cameOtherwise = 'Alle anderen';
export const otherwiseIn = (when: string) => `Andere, ${when}`;
