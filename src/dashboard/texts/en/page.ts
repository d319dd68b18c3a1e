/** The page itself, before any of its code runs. */
export const direction = 'ltr';
export const title = 'Analytics';
export const withoutScripts = 'The admin panel needs JavaScript; nothing is loaded from another origin.';
export const rangeBar = 'Range';
export const whatIsShown = 'What is shown';
export const showAll = (rows: string) => `Show all ${rows}`;
export const orderBy = 'Order by';
export const highestFirst = 'Highest first';
export const lowestFirst = 'Lowest first';
export const chartWhole = (label: string, total: string) => `${label}: ${total} in the range`;
export const chartBefore = (total: string) => `${total} before`;
export const chartLargest = (part: string, value: string) => `mostly ${part}: ${value}`;
export const chartHighest = (when: string, value: string) => `highest ${when}: ${value}`;
export const chartLowest = (when: string, value: string) => `lowest ${when}: ${value}`;
