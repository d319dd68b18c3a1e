export const chart = 'Diagramm';
export const table = 'Tabelle';
export const aboutThisNumber = 'Über diese Zahl';
export const overTime = 'Im Zeitverlauf';
export const series = 'Reihe';
export const shownAs = 'Anzeigen als';
export const before = 'Zuvor';
