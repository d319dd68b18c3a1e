export const partIsAway = 'Ein Teil der Datenbank ist nicht erreichbar';
export const workerIsAway = (worker: string) =>
  `Der Worker ${worker} antwortet nicht, und hierfür wird gebraucht, was auf ihm liegt. Wer die Datenbank betreibt, startet ihn wieder.`;
export const nothingIsLost =
  'Verloren geht nichts: Was aufgezeichnet ist, liegt auf seiner Platte, und neue Aktivität wartet im Spool oder wird noch einmal gesendet.';
export const showUpTo = (day: string) => `Bis ${day} zeigen`;
