export const chart = 'Chart';
export const table = 'Table';
export const aboutThisNumber = 'About this number';
export const overTime = 'Over time';
export const series = 'Series';
export const shownAs = 'Shown as';
export const before = 'Before';
