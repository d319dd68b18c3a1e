import type { Interval } from '../../../contract/common.ts';
import { per } from './format.ts';

export const by = (label: string, interval: Interval) => `${label} ${per(interval)}`;
export const counted = (count: string) => `${count} gezählt`;
export const moreCounted = (more: string, counted: string) => `${more} weitere, ${counted} gezählt`;
export const notKnown = 'nicht bekannt';
export const aboutThisColumn = 'Über diese Spalte';
export const whatItMeans = (name: string) => `${name}: Bedeutung`;
export const actionsCountersThisFeature = 'die Aktionen und Zähler dieser Funktion';
export const actionsCountersEveryFeature = 'die Aktionen und Zähler aller Funktionen';
export const behind = (rows: string, label: string) => `${rows} hinter „${label}“`;
export const inTheChart = (label: string, full: string) => `${label} ${full}: im Diagramm`;
export const metrics = (label: string) => `${label}, Kennzahlen`;
export const activities = 'Aktivitäten';
export const everythingUsersDidIn = 'Alles, was Nutzer im Zeitraum getan haben, jede Aktion einmal.';
export const activeUsers = 'Aktive Nutzer';
export const usersWithAtLeast = 'Nutzer mit mindestens einer Aktivität im Zeitraum.';
export const totalUsers = 'Nutzer gesamt';
export const allAccountsAtEnd =
  'Alle Konten am Ende des Zeitraums, auch die nur durch ihre Aktivität bekannten.';
export const newUsers = 'Neue Nutzer';
export const accountsCreatedInRange = 'Im Zeitraum angelegte Konten.';
export const revenue = 'Umsatz';
export const creditPurchasesInRange =
  'Credit-Käufe im Zeitraum abzüglich Erstattungen, in der Berichtswährung.';
export const purchasesRefundsBeingNegative = 'Käufe, Erstattungen zählen negativ';
export const totalActivity = 'Gesamtaktivität';
export const whatUsersMadeIn =
  'Was Nutzer im Zeitraum erstellt haben: der Wert, nach dem sie gereiht werden.';
export const purchases = 'Käufe';
export const creditPurchasesRefundsAmong = 'Credit-Käufe, Erstattungen darunter als negative Beträge.';
export const subscriptions = 'Abonnements';
export const subscriptionPaymentsRefundsAmong = 'Zahlungen für Abonnements, auch Erstattungen.';
export const shares = 'Freigaben';
export const sharedSessions = 'Freigegebene Sessions';
export const sharedMedia = 'Freigegebene Medien';
export const gotALike = (shares: string) => `${shares} mit Like`;
export const sharedInRangeNot = 'Im Zeitraum freigegeben und bis zu seinem Ende nicht zurückgenommen.';
export const givenInRangeNot = 'Im Zeitraum vergeben und bis zu seinem Ende nicht zurückgenommen.';
export const likes = 'Likes';
export const likesReceived = 'Erhaltene Likes';
export const eachOnce = (what: string) => `${what}, jeweils einmal.`;
export const newReferrals = 'Neue Empfehlungen';
export const referralsMadeInRange = 'Im Zeitraum ausgesprochene Empfehlungen.';
export const totalReferred = 'Geworbene gesamt';
export const usersReferredUpEnd = 'Bis zum Ende des Zeitraums geworbene Nutzer, jeder einmal.';
export const creditsEarned = 'Verdiente Credits';
export const rewardsReferralsMadeIn =
  'Prämien für die Empfehlungen im Zeitraum; Credit-Transaktionen kommen nicht hinzu.';
export const activeReferred = 'Aktive Geworbene';
export const referredUsersWithAt = 'Geworbene Nutzer mit mindestens einer Aktivität im Zeitraum.';
export const conversion = 'Konversion';
export const partAllReferredUsers = 'Anteil aller geworbenen Nutzer, die im Zeitraum aktiv waren.';
export const activeReferredTotalReferred = 'Aktive Geworbene ÷ Geworbene gesamt';
export const sessionsSharedInRange =
  'Im Zeitraum freigegebene Sessions, bis zu seinem Ende nicht zurückgenommen.';
export const mediaSharedInRange = 'Im Zeitraum freigegebene Medien, bis zu seinem Ende nicht zurückgenommen.';
export const likesGivenInRange =
  'Im Zeitraum vergebene, bis zu seinem Ende nicht zurückgenommene Likes, gleich wann freigegeben wurde.';
export const contributors = 'Beitragende';
export const usersWhoMadeOne = 'Nutzer, von denen eine der gezählten Freigaben stammt.';
export const atEndRange = 'am Ende des Zeitraums';
export const wholeRange = 'gesamt';
export const soFar = ', bisher';
export const stillToCome = ', steht noch aus';
export const noDataForComparison = 'keine Daten für den Vergleichszeitraum';
export const aboutAsMuchAs = (previous: string) => `etwa so viel wie zuvor (${previous})`;
export const timesAsMuchAs = (times: string, previous: string) => `${times} so viel wie zuvor (${previous})`;
/** German nouns keep their capital. */
export const inSentence = (label: string) => label;
export const quoted = (label: string) => `„${label}“`;
export const having = (breakdown: string, value: string) => ` mit ${breakdown} ${value}`;
export const formulaWith = (breakdown: string, value: string) => `, mit ${breakdown} ${value}`;
export const everythingIn = (feature: string) =>
  `Alles, was Nutzer in „${feature}“ getan haben, jede Aktion einmal.`;
export const everything = 'Alles, was Nutzer getan haben, jede Aktion einmal.';
export const activitiesWith = (what: string) => `Aktivitäten mit ${what}, jeweils einmal.`;
export const until = (moment: string) => `, bis ${moment}`;
export const beforehand = 'zuvor';
export const moreThanBefore = (change: string, before: string) => `${change} mehr als zuvor (${before})`;
export const lessThanBefore = (change: string, before: string) => `${change} weniger als zuvor (${before})`;
export const groupings = { feature: 'Funktion', action: 'Aktion', user: 'Nutzer', day: 'Tag' };
export const lists = {
  users: 'Nutzer',
  referrals: 'Empfehlungen',
  transactions: 'Transaktionen',
  shares: 'Freigaben',
  likes: 'Likes',
  activities: 'Aktivitäten',
};
export const referralRewards = 'Empfehlungsprämien';
export const whatWasCreditedFor = 'Was für Empfehlungen gutgeschrieben wurde.';
export const lessTaken = (taken: string) => `, abzüglich ${taken}`;
export const countedInRange = (what: string) => `${what}, im Zeitraum, jedes Mal einzeln gezählt.`;
export const countedUpToEnd = (what: string) =>
  `${what}, bis zum Ende des Zeitraums, jedes Mal einzeln gezählt.`;
export const credits = 'Credits';
export const creditsOfEveryPayment =
  'Credits aus allen Käufen, Abonnements und Prämien, abzüglich Erstattungen.';
export const referredUsers = 'Geworbene Nutzer';
export const usersReferredInRange = 'Im Zeitraum geworbene Nutzer, jeder einmal.';
export const usersReferredInRangeActive =
  'Im Zeitraum geworbene Nutzer, die darin aktiv waren, jeder einmal.';
export const people = 'Personen';
