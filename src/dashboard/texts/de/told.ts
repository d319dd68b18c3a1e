export const sortedBy = (label: string, desc: boolean, words: boolean) => {
  const way = words ? (desc ? 'Z bis A' : 'A bis Z') : desc ? 'höchste zuerst' : 'niedrigste zuerst';
  return `Sortiert nach ${label}, ${way}.`;
};
export const firstOrder = 'Sortiert wie zu Beginn.';
export const rowsShown = (rows: string) => `${rows} Zeilen werden gezeigt.`;
export const listed = (count: string, noun: string) => `${count} ${noun} in der Liste.`;
export const moreListed = (count: string, noun: string) =>
  `${count} ${noun} in der Liste, und es gibt weitere.`;
export const nothingListed = 'Nichts passt dazu.';
export const chosenRange = (range: string, comparison: string, zone: string) =>
  `Zeitraum: ${range}, ${comparison}, ${zone}.`;
export const rangeAlone = (range: string, zone: string) => `Zeitraum: ${range}, ${zone}.`;
