export const title = 'Die Woche nach Stunden';
export const note = (what: string, zone: string) => `${what}, nach der Uhr von ${zone}`;
export const week = 'Stunden der Woche';
export const keys = 'Pfeiltasten führen von Stunde zu Stunde, die Eingabetaste listet auf, wer da war.';
export const cell = (weekday: string, from: string, to: string) => `${weekday}, ${from}–${to}`;
export const spoken = (cell: string, what: string) => `${cell}: ${what}`;
export const withMean = (what: string, mean: string, hours: string) =>
  `${what}; ${mean} Aktivitäten je Stunde, in ${hours} davon`;
export const notThere = 'bisher nicht in diesem Zeitraum';
export const hidden = 'ohne Zahl: weniger als fünf Personen, oder es würde von so wenigen erzählen';
export const someHidden =
  'Stunden mit – haben weniger als fünf Personen, oder würden von so wenigen erzählen.';
export const total = (people: string, activities: string, hours: string) =>
  `${people} und ${activities} in ${hours} Stunden.`;
export const toldBy = 'gezeigt als';
export const toldByLabel = 'Als was eine Stunde gezeigt wird';
export const shown = {
  people: 'Verschiedene Personen',
  activities: 'Aktivitäten',
  mean: 'Aktivitäten je Stunde im Schnitt',
} as const;
export const file = 'die Zahlen jeder Stunde';
export const nobody = 'In diesem Zeitraum war niemand aktiv. Ein längerer Zeitraum zeigt vielleicht mehr.';
