export const stepsOfFunnel = 'Schritte des Trichters';
export const moveUp = (n: number) => `Schritt ${n} nach oben`;
export const moveDown = (n: number) => `Schritt ${n} nach unten`;
export const takeAway = (n: number) => `Schritt ${n} entfernen`;
export const addStep = 'Schritt hinzufügen';
export const within = 'innerhalb von';
export const windowOf = 'Zeit für alle Schritte';
export const windows = {
  '30m': '30 Minuten',
  '1h': 'einer Stunde',
  '1d': 'einem Tag',
  '7d': '7 Tagen',
  '14d': '14 Tagen',
  '30d': '30 Tagen',
  '90d': '90 Tagen',
} as const;
export const orderOf = 'Reihenfolge der Schritte';
export const orders = {
  sequence: 'in dieser Reihenfolge',
  strict: 'in dieser Reihenfolge, nichts dazwischen',
  any: 'in beliebiger Reihenfolge',
} as const;
export const counting = 'gezählt werden';
export const whatCounts = 'Was gezählt wird';
export const counts = { people: 'Personen', tries: 'alle Versuche' } as const;
export const without = 'Ohne';
export const exclude = 'Ausschließen';
export const excludeNote = 'Wer das zwischen zwei Schritten tut, kommt in diesem Versuch nicht weiter.';
export const between = 'Zwischen';
export const anywhere = 'erstem und letztem Schritt';
export const gap = (n: number) => `Schritt ${n} und ${n + 1}`;
export const add = 'Hinzufügen';
export const takeOff = (what: string) => `Entfernen: ${what}`;
export const wentThrough = (share: string) => `${share} kamen durch alle Schritte`;
export const ofSo = (completed: string, entered: string, what: string) =>
  `${completed} von ${entered} ${what}`;
export const tries = (n: number) => (n === 1 ? 'Versuch' : 'Versuchen');
export const before = (share: string) => `${share} davor`;
export const halfWithin = (time: string) => `die Hälfte von ihnen in ${time}`;
export const wentOn = (share: string) => `${share} gingen weiter`;
export const didnt = (count: string) => `${count} nicht`;
export const openPeople = (count: string, step: string) => `${count} bei ${step}: auflisten`;
export const openLost = (count: string, step: string) => `${count} nicht bei ${step}: auflisten`;
export const median = (time: string) => `die Hälfte in ${time}`;
export const p90 = (time: string) => `9 von 10 in ${time}`;
export const stillOpen = (count: string) => `${count} haben noch Zeit`;
export const hidden = 'weniger als fünf, oder es würde von so wenigen erzählen';
export const beforeBar = 'Der dünne Balken ist der Vergleich.';
export const bars = 'Wie viele zu jedem Schritt kamen';
export const overTime = 'Im Lauf der Zeit';
export const conversionOf = 'Durch alle Schritte';
export const conversionNote = 'Nach ihrem Beginn. Die der letzten Tage haben vielleicht noch Zeit.';
export const byGroup = (label: string) => `Nach ${label}`;
export const groupNote = 'Der Aktivität, mit der ein Versuch beginnt';
export const group = 'Gruppe';
export const conversion = 'Durch';
export const medianHead = 'Hälfte in';
export const reachedTitle = (step: string) => `Dabei: ${step}`;
export const lostTitle = (step: string) => `Nicht dabei: ${step}`;
export const funnelFile = 'die Zahlen dieses Trichters';
export const began = 'begann';
export const took = (time: string) => `nach ${time}`;
export const reachedStep = (n: number, of: number) => `Schritt ${n} von ${of}`;
export const learnMore =
  'Jede Person zählt einmal, mit dem Versuch, der am weitesten kam. Schritte dürfen hinter dem Zeitraum liegen, solange Zeit ist.';
export const learnMoreTries = 'Ein Versuch nach dem anderen: Der nächste beginnt, wenn einer vorbei ist.';
export const firstGroups = (shown: string, all: string) =>
  `Die ${shown} größten von ${all}; in der Datei stehen alle.`;
