export const startWithRealData = 'Start with real data';
export const startWithRealDataAsked = 'Start with real data?';
export const fromNowOnYours =
  'The panel shows your own platform from now on, to every operator. Nothing is deleted.';
export const sampleAgain = 'You can show the sample again until the server restarts.';
