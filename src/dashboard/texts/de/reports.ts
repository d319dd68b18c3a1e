import * as nouns from './nouns.ts';

export const addAFilter = 'Filter hinzufügen';
export const filter = 'Filter';
export const feature = 'Funktion';
export const action = 'Aktion';
export const user = 'Nutzer';
export const anotherDetail = 'Anderes Detail';
export const where = 'Wo';
export const nameDetail = 'Name des Details';
export const addFilter = 'Hinzufügen';
export const questionsBeginWith = 'Fragen für den Anfang';
export const chooseWhatGroupBy = 'Eine Gruppierung wählen oder mit einer dieser Fragen beginnen.';
export const whatGrew = 'Was ist gewachsen?';
export const actionsAgainstPeriodBefore = 'Aktionen gegenüber dem Zeitraum davor';
export const byWeek = (label: string) => `${label} nach Woche`;
export const howItsSharesMove = 'Wie sich die Anteile bewegen';
export const whoUsedWhat = 'Wer hat was genutzt?';
export const usersByFeatureOne = 'Nutzer nach Funktion, nebeneinander';
export const lastDayByHour = 'Der letzte Tag nach Stunden';
export const featuresHourByHour = 'Funktionen, Stunde für Stunde';
export const takeOff = (name: string, value: string) => `Entfernen: ${name} ${value}`;
export const userLike = 'Nutzer wie';
export const is = 'ist';
export const nameEMailOr = 'Name, E-Mail oder ID enthält';
export const thinBarComparison = 'Der dünne Balken ist der Vergleich. ';
export const largestTableHasThem = (drawn: string, length: string) =>
  `Die ${drawn} größten von ${length}; in der Tabelle stehen alle.`;
export const all = 'Alle';
export const groupsAcross = 'Gruppen nebeneinander';
export const largestRowsColumnsAt = (rows: string, length: string, columns: string, length2: string) =>
  `Höchstens die ${rows} größten von ${length} Zeilen und ${columns} von ${length2} Spalten; in der Tabelle steht jedes Paar.`;
export const share = 'Anteil';
export const activitiesThisReport = 'An den Aktivitäten dieses Berichts';
export const activities = 'Aktivitäten';
export const groups = 'Gruppen';
export const change = 'Änderung';
export const before = 'Davor';
export const reports = 'Berichte';
export const question = 'Frage';
export const activitiesBy = 'Aktivitäten nach';
export const groupedBy = 'Gruppiert nach';
export const choose = 'wählen …';
export const and = 'und';
export const andBy = 'Und nach';
export const nothingElse = 'nichts weiter';
export const intervalIs = 'Intervall:';
export const stepsChart = 'Schritte des Diagramms';
export const automatic = 'automatisch';
export const includeStaff = 'Team und Bots mitzählen';
export const anonymised = 'Anonymisiert';
export const groupsFewerThanFive =
  'Gruppen mit weniger als fünf Nutzern fehlen, damit der Bericht weitergegeben werden kann';
export const chart = 'Diagramm';
export const table = 'Tabelle';
export const report = 'Bericht';
export const firstGroupsHereAll = (groups: string) =>
  ` · die ersten ${groups} Gruppen hier, alle in der Datei`;
export const shownAs = 'Anzeigen als';
export const everyGroupThisReport = 'alle Gruppen dieses Berichts';
export const activitiesWithoutDetailIn = 'Aktivitäten ohne das Detail sind in keiner Gruppe.';
export const oneWhoseDetailList =
  'Ist das Detail eine Liste, zählt die Aktivität in der Gruppe jedes Elements.';
export const steps = { hour: 'Stunden', day: 'Tage', week: 'Wochen', month: 'Monate' };
export const activitiesIn = (n: number, _: number, count: string, labels: readonly string[]) =>
  `${nouns.activities(n)} · ${count} × ${labels.map((label) => label.slice(0, 1).toLocaleUpperCase() + label.slice(1)).join(' und ')}`;
export const ofActivities = (activities: string) => ` · von ${activities}`;
export const byFewerThanFive = 'von weniger als fünf Personen';
export const byPeople = (n: number, count: string) => `von ${count} ${nouns.people(n)}`;
export const nothingOfFive =
  'In diesem Zeitraum passt nichts von fünf oder mehr Personen. Ein längerer Zeitraum oder weniger Filter zeigen vielleicht mehr.';
export const nothingFits =
  'In diesem Zeitraum passt nichts. Ein längerer Zeitraum oder weniger Filter zeigen vielleicht mehr.';
