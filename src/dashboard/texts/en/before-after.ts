export const beforeAndAfter = 'Before and after';
export const meaning = 'Analytics of the whole days after this one, compared with as many before it';
export const aligned = {
  week: 'The same hours of the week before and after this release',
  day: 'The same hours of the day before and after this release: no hour of the week is on both sides',
  hour: 'As long before and after this release: no hour of the day is on both sides',
};
