export const windowsOf = 'unterteilt nach';
export const windowOf = 'Tage in Folge';
export const windows = { '7': '7 Tagen', '28': '28 Tagen' } as const;
export const spread = 'An wie vielen Tagen';
export const spreadNote = (from: string, to: string) => `Derer, die von ${from} bis ${to} aktiv waren`;
export const average = (days: string) => `im Schnitt an ${days} Tagen`;
export const daysOn = (n: number) => (n === 1 ? '1 Tag' : `${n} Tage`);
export const openOn = (count: string, n: number) =>
  `${count} aktiv an ${n === 1 ? 'einem Tag' : `${n} Tagen`}: auflisten`;
export const shareOf = 'Anteil des Monats an einem Tag';
export const shareNote = 'Derer, die in 28 Tagen aktiv sind, wer am letzten davon da ist';
export const byDay = 'Nach Tag';
export const byDayNote = 'Eine Woche sind beliebige 7, ein Monat beliebige 28 Tage, die mit dem Tag enden';
export const day = 'Tag';
export const lengths = { daily: 'An dem Tag', weekly: 'In 7 Tagen', monthly: 'In 28 Tagen' } as const;
export const share = 'Tag von 28 Tagen';
export const openDay = (count: string, what: string, day: string) =>
  `${count} aktiv, ${what}, ${day}: auflisten`;
export const byFeature = 'Nach Funktion';
export const byFeatureNote = 'In denselben Tagen: wer sie nutzte, und an wie vielen davon';
export const feature = 'Funktion';
export const people = 'Personen';
export const averageHead = 'Tage je Person';
export const openFeature = (count: string, feature: string) => `${count} mit ${feature}: auflisten`;
export const file = 'die Zahlen jedes Tages';
export const nobody = 'In diesem Zeitraum war niemand aktiv. Ein längerer Zeitraum zeigt vielleicht mehr.';
export const soFar = 'bisher';
export const unfinished = 'Der letzte Tag läuft noch: Es können mehr werden.';
export const hidden = 'weniger als fünf, oder es würde von so wenigen erzählen';
export const onTitle = (n: number, of: number, last: string) => `Aktiv an ${n} der ${of} Tage bis ${last}`;
export const withinTitle = (of: number, last: string) =>
  of === 1 ? `Aktiv am ${last}` : `Aktiv in den ${of} Tagen bis ${last}`;
