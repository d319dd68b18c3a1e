/** Said of what changed, to those who can't see it. */
export const sortedBy = (label: string, desc: boolean, words: boolean) => {
  const way = words ? (desc ? 'Z to A' : 'A to Z') : desc ? 'highest first' : 'lowest first';
  return `Sorted by ${label}, ${way}.`;
};
export const firstOrder = 'Sorted as at first.';
export const rowsShown = (rows: string) => `${rows} rows are shown.`;
export const listed = (count: string, noun: string) => `${count} ${noun} listed.`;
export const moreListed = (count: string, noun: string) => `${count} ${noun} listed, and there are more.`;
export const nothingListed = 'Nothing matches.';
export const chosenRange = (range: string, comparison: string, zone: string) =>
  `Range: ${range}, ${comparison}, ${zone}.`;
export const rangeAlone = (range: string, zone: string) => `Range: ${range}, ${zone}.`;
