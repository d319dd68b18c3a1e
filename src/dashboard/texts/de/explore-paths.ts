export const whereTo = 'Wohin es ging';
export const directionOf = 'Danach oder davor';
export const directions = { after: 'nach', before: 'vor' } as const;
export const anchorOf = 'Womit Wege beginnen';
export const visitStart = 'dem Beginn eines Besuchs';
export const visitEnd = 'dem Ende eines Besuchs';
export const startOfVisit = 'Beginn eines Besuchs';
export const endOfVisit = 'Ende eines Besuchs';
export const asFarAs = 'so weit';
export const stepsOf = 'Wie viele Schritte';
export const soManySteps = (n: number) => (n === 1 ? '1 Schritt' : `${n} Schritte`);
export const withinOf = 'Wie lange danach oder davor';
export const windows = {
  visit: 'im selben Besuch',
  '10m': 'binnen 10 Minuten',
  '1h': 'binnen einer Stunde',
  '1d': 'binnen eines Tages',
  '7d': 'binnen 7 Tagen',
  '30d': 'binnen 30 Tagen',
} as const;
export const nodesOf = 'Wonach Schritte benannt sind';
export const nodes = { action: 'nach Aktion', feature: 'nach Funktion' } as const;
export const mostOf = 'Wie viele nächste Schritte';
export const theCommonest = (n: number) => `jeweils die ${n} häufigsten`;
export const counting = 'gezählt werden';
export const whatCounts = 'Was gezählt wird';
export const counts = { people: 'Personen, mit ihrem ersten Anlauf', tries: 'alle Anläufe' } as const;
export const tries = (n: number): string => (n === 1 ? 'Anlauf' : 'Anläufe');
export const keepRepeats = 'Wiederholungen einzeln';
export const tree = 'Wege';
export const treeNote = 'Der Anteil gilt derer, die bis zum Schritt davor kamen';
export const treeNoteBefore = 'Das Nächste zuerst: jeder Schritt kam vor dem darüber';
export const endedHere = 'Endete hier';
export const beganHere = 'Begann hier';
export const otherSteps = (n: number | null): string =>
  n === null ? 'Andere Schritte' : n === 1 ? '1 anderer Schritt' : `${n} andere Schritte`;
export const way = (steps: readonly string[], before: boolean) => steps.join(before ? ' ← ' : ' → ');
export const endedTitle = (ended: string, way: string) => `${ended}: ${way}`;
export const otherTitle = (way: string) => `Ein anderer Schritt: ${way}`;
export const table = 'Als Tabelle';
export const wayHead = 'Weg';
export const peopleHead = 'Personen';
export const triesHead = 'Anläufe';
export const ofAll = 'Von allen';
export const ofBefore = 'Vom Schritt davor';
export const openHead = 'Kann weitergehen';
export const file = 'alle Wege';
