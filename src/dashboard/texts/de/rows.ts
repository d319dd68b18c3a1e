import { plural } from '../../format/plural.ts';

export const activities = 'Aktivitäten';
export const byPeople = (people: string) => ` von ${people}`;
export const noActivityHereAnybody = (find: string) =>
  `Keine Aktivität von jemandem, der zu „${find}“ passt.`;
export const noActivityHere = 'Keine Aktivität.';
export const nobodyHereWhoMatches = (find: string) => `Niemand hier passt zu „${find}“.`;
export const nobodyHere = 'Niemand.';
export const details = 'Details';
export const difference = (added: string, removed: string) =>
  ` = ${added} hinzugefügt − ${removed} entfernt, in `;
export const listBehind = (rows: string, label: string) => `${rows} hinter ${label}`;
export const nothingHereAnybodyWho = (find: string) => `Nichts von jemandem, der zu „${find}“ passt.`;
export const nothingHere = 'Nichts.';
export const purchase = 'Kauf';
export const subscription = 'Abonnement';
export const referralReward = 'Empfehlungsprämie';
export const session = 'Session';
export const media = 'Medien';
export const refund = 'Erstattung';
export const unknownShare = 'Unbekannt geteilt';
export const peopleBehind = (label: string) => `Personen hinter ${label}`;
export const whose = (amount: string, name: string) => `${amount} von ${name}`;
export const erasedUser = 'Gelöschter Nutzer';
export const noSuchList =
  'Die Adresse nennt eine Zahl, die keine Liste hat. Dies schließen und auf der Seite eine öffnen.';
export const upTo = (end: string) => `bis ${end}`;
export const listed = 'Liste';
export const people = 'Personen';
export const onlyUsersByName = 'Nur Nutzer nach Name, E-Mail oder ID';
export const nameEMailOr = 'Name, E-Mail oder ID';
export const everybodyInstead = 'Stattdessen alle';
export const visit = 'Besuch';
export const at = 'Zeitpunkt';
export const event = 'Ereignis';
export const newestFirst = 'Neueste zuerst';
export const amountIn = ' in ';
export const ofWhom = ' von ';
export const noCode = 'ohne Code';
export const throughWhom = 'durch ';
export const credits = (n: number, count: string) =>
  `${count} ${plural(n, { one: 'Credit', other: 'Credits' })}`;
export const allTime = 'gesamte Zeit';
