export const noActivity = 'Noch keine Aktivität';
export const threeLines =
  'Drei Zeilen in der Plattform senden die erste Aktivität. Sie erscheint hier in wenigen Sekunden.';
export const postActivity = [
  'Aus einem anderen Prozess oder einer anderen Sprache: dieselbe Aktivität per POST an',
  'senden, mit einem API-Schlüssel.',
] as const;
export const noReferral = 'Noch keine Empfehlungen';
export const tellReferral =
  'Eine Empfehlung dort melden, wo die Plattform ihre Prämie vergibt. Sie erscheint hier in wenigen Sekunden.';
export const postReferral = [
  'Aus einem anderen Prozess: per POST an',
  'senden, mit einem API-Schlüssel. Liegen die Empfehlungen in diesem PostgreSQL, bindet ein SELECT die eigene Tabelle ein:',
  'in der Konfiguration.',
] as const;
export const noShare = 'Noch nichts geteilt';
export const tellShare =
  'Geteiltes und seine Likes dort melden, wo die Plattform sie speichert. Sie erscheinen hier in wenigen Sekunden.';
export const postShare = [
  'Aus einem anderen Prozess: per POST an',
  'und',
  'senden, mit einem API-Schlüssel. Liegen sie in diesem PostgreSQL, werden die eigenen Tabellen eingebunden:',
  'in der Konfiguration.',
] as const;
