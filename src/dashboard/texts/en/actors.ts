export const role = (role: string, timezone: string) => `Role ${role} · ${timezone}`;
export const yourAccount = 'Your account';
export const signOut = 'Sign out';
export const notSignedOut = (message: string) => `Not signed out: ${message}`;
export const noSuchZone = (zone: string, shown: string) =>
  `“${zone}” isn’t a time zone. Times are shown in ${shown}.`;
export const removeFromAddress = 'Remove it from the address';
export const boundZone = (server: string, zone: string) =>
  `This range is shown in ${server}, the server’s time zone, not in ${zone}: retention has removed activities, and keeps whole days of the server’s zone alone.`;
export const anErasedPerson = 'an erased person';
export const key = (name: string) => `key ${name}`;
export const nobodySignedIn = (bare: string) => `nobody signed in, ${bare}`;
