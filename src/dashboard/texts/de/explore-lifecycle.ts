export const states = {
  new: 'Neu',
  returning: 'Wiederkehrend',
  resurrected: 'Zurück',
  dormant: 'Verstummt',
} as const;
export const meanings = {
  new: 'Zum ersten Mal überhaupt aktiv',
  returning: 'Jetzt und im Zeitraum davor aktiv',
  resurrected: 'Wieder aktiv nach mindestens einem Zeitraum ohne Aktivität',
  dormant: 'Im Zeitraum davor aktiv und in diesem nicht',
} as const;
export const active = 'Aktiv';
export const overTime = 'Wer kommt und wer geht';
export const note =
  'Über der Linie, wer aktiv ist; darunter, wer es im Zeitraum davor war und nicht mehr ist';
export const period = 'Zeitraum';
export const byPeriod = 'Nach Zeitraum';
export const file = 'die Zahlen jedes Zeitraums';
export const nobody =
  'In diesem Zeitraum und unmittelbar davor war niemand aktiv. Ein längerer Zeitraum zeigt vielleicht mehr.';
export const soFar = 'bisher';
export const unfinished = 'Der gestrichelte Zeitraum läuft noch: Wer darin verstummt ist, kann noch kommen.';
export const hidden = 'Von einem Zeitraum mit einer Zahl von einer bis vier Personen wird nichts gezeigt.';
export const title = (state: string, period: string) => `${state}: ${period}`;
export const list = (count: string, state: string, period: string) =>
  `${count} ${state}, ${period}: auflisten`;
