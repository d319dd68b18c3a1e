export const beforeAndAfter = 'Before and after';
export const meaning = 'Analytics of the whole days after this one, compared with as many before it';
