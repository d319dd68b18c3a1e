export const partIsAway = 'Part of the database is away';
export const workerIsAway = (worker: string) =>
  `The worker ${worker} can’t be reached, and this needs what it holds. Whoever runs the database starts it again.`;
export const nothingIsLost =
  'Nothing is lost: what was recorded is on its disk, and new activity waits in the spool or is sent again.';
export const showUpTo = (day: string) => `Show up to ${day}`;
