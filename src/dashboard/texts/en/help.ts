export const goTo = (label: string) => `Go to ${label}`;
export const find = 'Find a user, a page, a metric, an action';
export const searchUsers = 'Search the table of users';
export const stepRange = 'One period back, one forward';
export const readPoints = 'Read the chart or the calendar point by point, once focused';
export const moveInTable = 'Move through the rows of a table; ← and → through its cells';
export const enter = 'Enter';
export const open = 'Open the point or the row';
export const thisHelp = 'This help';
export const help = 'Help';
export const allInAddress =
  'Whatever you choose is in the address: reload it, go back, or send it to a colleague. Rounded numbers show the exact one when you point at them.';
