export const role = (role: string, timezone: string) => `Rolle ${role} · ${timezone}`;
export const yourAccount = 'Mein Konto';
export const signOut = 'Abmelden';
export const notSignedOut = (message: string) => `Nicht abgemeldet: ${message}`;
export const noSuchZone = (zone: string, shown: string) =>
  `„${zone}“ ist keine Zeitzone. Die Zeiten gelten für ${shown}.`;
export const removeFromAddress = 'Aus der Adresse entfernen';
export const boundZone = (server: string, zone: string) =>
  `Dieser Zeitraum steht in ${server}, der Zeitzone des Servers, nicht in ${zone}: Die Aufbewahrung hat Aktivitäten entfernt und behält nur ganze Tage in der Zone des Servers.`;
export const anErasedPerson = 'eine gelöschte Person';
export const key = (name: string) => `Schlüssel ${name}`;
export const nobodySignedIn = (bare: string) => `nicht angemeldet, ${bare}`;
