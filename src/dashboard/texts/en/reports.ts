import * as nouns from './nouns.ts';

export const addAFilter = 'Add a filter';
export const filter = 'Filter';
export const feature = 'Feature';
export const action = 'Action';
export const user = 'User';
export const anotherDetail = 'Another detail';
export const where = 'Where';
export const nameDetail = 'Name of the detail';
export const addFilter = 'Add filter';
export const questionsBeginWith = 'Questions to begin with';
export const chooseWhatGroupBy = 'Choose what to group by, or begin with one of these.';
export const whatGrew = 'What grew?';
export const actionsAgainstPeriodBefore = 'Actions against the period before';
export const byWeek = (label: string) => `${label} by week`;
export const howItsSharesMove = 'How its shares move';
export const whoUsedWhat = 'Who used what?';
export const usersByFeatureOne = 'Users by feature, one beside the other';
export const lastDayByHour = 'The last day by the hour';
export const featuresHourByHour = 'Features, hour by hour';
export const takeOff = (name: string, value: string) => `Take off: ${name} ${value}`;
export const userLike = 'User like';
export const is = 'is';
export const nameEMailOr = 'Name, e-mail or id has in it';
export const thinBarComparison = 'The thin bar is the comparison. ';
export const largestTableHasThem = (DRAWN: string, length: string) =>
  `The ${DRAWN} largest of ${length}; the table has them all.`;
export const all = 'All';
export const groupsAcross = 'Groups across';
export const largestRowsColumnsAt = (rows: string, length: string, columns: string, length2: string) =>
  `The ${rows} largest of ${length} rows and ${columns} of ${length2} columns at most; the table has every pair.`;
export const share = 'Share';
export const activitiesThisReport = 'Of the activities of this report';
export const activities = 'Activities';
export const groups = 'Groups';
export const change = 'Change';
export const before = 'Before';
export const reports = 'Reports';
export const question = 'Question';
export const activitiesBy = 'Activities by';
export const groupedBy = 'Grouped by';
export const choose = 'choose …';
export const and = 'and';
export const andBy = 'And by';
export const nothingElse = 'nothing else';
export const intervalIs = 'Interval:';
export const stepsChart = 'Steps of the chart';
export const automatic = 'automatic';
export const includeStaff = 'Include staff and bots';
export const anonymised = 'Anonymised';
export const groupsFewerThanFive =
  'Groups of fewer than five users are left out, so that you can share the report';
export const chart = 'Chart';
export const table = 'Table';
export const report = 'Report';
export const firstGroupsHereAll = (GROUPS: string) => ` · the first ${GROUPS} groups here, all in the file`;
export const shownAs = 'Shown as';
export const everyGroupThisReport = 'every group of this report';
export const activitiesWithoutDetailIn = 'Activities without the detail are in no group.';
export const oneWhoseDetailList = 'One whose detail is a list is in the group of each element.';
export const steps = { hour: 'hours', day: 'days', week: 'weeks', month: 'months' };
const many = (label: string) =>
  label
    .replace(/([^aeiou])y$/, '$1ie')
    .replace(/(s|x|ch|sh)$/, '$1e')
    .concat('s');
/** `1,204 activities in 6 themes`, without the first number. */
export const activitiesIn = (n: number, groups: number, count: string, labels: readonly string[]) => {
  const [only = '', other] = labels;
  const what = other ? `pairs of ${only} and ${other}` : groups === 1 ? only : many(only);
  return `${nouns.activities(n)} in ${count} ${what}`;
};
export const ofActivities = (activities: string) => ` · of ${activities}`;
export const byFewerThanFive = 'by fewer than five people';
export const byPeople = (n: number, count: string) => `by ${count} ${nouns.people(n)}`;
export const nothingOfFive =
  'Nothing of five people or more in this range matches. A longer range, or fewer filters, may show more.';
export const nothingFits = 'Nothing in this range matches. A longer range, or fewer filters, may show more.';
