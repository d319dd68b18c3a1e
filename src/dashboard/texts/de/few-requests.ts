export const slowest = 'langsamste';
export const slowestOf = (requests: string) => `langsamste von ${requests}`;
export const tooFew = (name: string, requests: string, needed: string) =>
  `Von ${requests} Anfragen ist das die langsamste: ${name} braucht mindestens ${needed}.`;
