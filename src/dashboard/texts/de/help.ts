export const goTo = (label: string) => `Zu ${label}`;
export const find = 'Person, Seite, Kennzahl oder Aktion finden';
export const searchUsers = 'In der Nutzertabelle suchen';
export const stepRange = 'Einen Zeitraum zurück, einen vor';
export const readPoints = 'Diagramm oder Kalender Punkt für Punkt lesen, sobald der Fokus darauf liegt';
export const moveInTable = 'Durch die Zeilen einer Tabelle gehen; mit ← und → durch ihre Zellen';
export const enter = 'Enter';
export const open = 'Punkt oder Zeile öffnen';
export const thisHelp = 'Diese Hilfe';
export const help = 'Hilfe';
export const allInAddress =
  'Alles Gewählte steht in der Adresse: neu laden, zurückgehen oder an Kollegen schicken. Gerundete Zahlen zeigen den genauen Wert, sobald der Zeiger auf ihnen steht.';
