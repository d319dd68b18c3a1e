export const noActivity = 'No activity yet';
export const threeLines =
  'Three lines in your platform send the first activity. It shows here within seconds.';
/** Around the names in between. */
export const postActivity = [
  'From another process or language, POST the same activity to',
  'with an API key.',
] as const;
export const noReferral = 'No referrals yet';
export const tellReferral = 'Record one where your platform grants its reward. It shows here within seconds.';
export const postReferral = [
  'From another process, POST it to',
  'with an API key. A platform that keeps referrals in this PostgreSQL maps its own table with one SELECT:',
  'in the configuration.',
] as const;
export const noShare = 'Nothing shared yet';
export const tellShare =
  'Record a share and its likes where your platform does. They show here within seconds.';
export const postShare = [
  'From another process, POST them to',
  'and',
  'with an API key. A platform that keeps them in this PostgreSQL maps its own tables:',
  'in the configuration.',
] as const;
