export const slowest = 'slowest';
export const slowestOf = (requests: string) => `slowest of ${requests}`;
export const tooFew = (name: string, requests: string, needed: string) =>
  `Of ${requests} requests this is the slowest: ${name} needs at least ${needed}.`;
