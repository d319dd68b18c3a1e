export const exported = 'Exportieren';
export const pdf = 'PDF';
export const pdfOf = 'Diese Seite, über den Druck des Browsers';
export const csv = 'CSV';
export const csvOf = 'Die Zahlen dieser Seite, genau';
export const csvNamed = (what: string) => `CSV herunterladen: ${what}`;
export const printed = (host: string, when: string, zone: string, email: string) =>
  ` · ${host} · gedruckt ${when} ${zone} von ${email}`;
export const command = 'Diese Seite drucken oder als PDF sichern';
export const alsoCalled = 'exportieren pdf drucken papier';
export const before = 'Davor';
