/** The page itself, before any of its code runs. */
export const direction = 'ltr';
export const title = 'Analytics';
export const withoutScripts = 'Dieses Panel braucht JavaScript. Es lädt nichts von anderen Servern.';
export const rangeBar = 'Zeitraum';
export const whatIsShown = 'Was gezeigt wird';
export const showAll = (rows: string) => `Alle ${rows} zeigen`;
export const orderBy = 'Ordnen nach';
export const highestFirst = 'Höchste zuerst';
export const lowestFirst = 'Niedrigste zuerst';
export const chartWhole = (label: string, total: string) => `${label}: ${total} im Zeitraum`;
export const chartBefore = (total: string) => `${total} davor`;
export const chartLargest = (part: string, value: string) => `am meisten ${part}: ${value}`;
export const chartHighest = (when: string, value: string) => `am höchsten ${when}: ${value}`;
export const chartLowest = (when: string, value: string) => `am niedrigsten ${when}: ${value}`;
