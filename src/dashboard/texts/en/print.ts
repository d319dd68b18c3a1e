/** The page on paper and as a file, and the names of series where they end. */
export const exported = 'Export';
export const pdf = 'PDF';
export const pdfOf = 'This page, by the browser’s print';
export const csv = 'CSV';
export const csvOf = 'The numbers of this page, exact';
export const csvNamed = (what: string) => `Download CSV: ${what}`;
export const printed = (host: string, when: string, zone: string, email: string) =>
  ` · ${host} · printed ${when} ${zone} by ${email}`;
export const command = 'Print this page, or save it as a PDF';
export const alsoCalled = 'export pdf print paper';
export const before = 'Before';
