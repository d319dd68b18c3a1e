import { family } from '../family.ts';
import { FILES } from '../schema.ts';
import { CohortPeople, Cohorts, cohortPeopleQuery, cohortsQuery } from './cohorts.ts';
import { FirstUse, FirstUsePeople, firstUsePeopleQuery, firstUseQuery } from './first-use.ts';
import { Funnel, FunnelPeople, funnelPeopleQuery, funnelQuery } from './funnel.ts';
import { Lifecycle, LifecyclePeople, lifecyclePeopleQuery, lifecycleQuery } from './lifecycle.ts';
import { PathPeople, Paths, pathPeopleQuery, pathsQuery } from './paths.ts';
import { PeopleList, PeopleSize, peopleListQuery, peopleSizeQuery } from './people.ts';
import { Rhythm, RhythmPeople, rhythmPeopleQuery, rhythmQuery } from './rhythm.ts';
import { exploreRoutes } from './routes.ts';
import { Stickiness, StickinessPeople, stickinessPeopleQuery, stickinessQuery } from './stickiness.ts';
import { Why, whyQuery } from './why.ts';

export const explore = family({
  title: 'Explore',
  description: 'What people did one after another, and who.',
  routes: exploreRoutes,
  endpoints: {
    funnel: {
      summary: 'How many got from step to step',
      schema: { query: funnelQuery, answer: Funnel, media: FILES },
      example: {
        query: {
          period: '30days',
          steps: 'session_created;feature=smart_captions;session_shared',
          window: '7d',
        },
        description:
          'A try begins in the range with the first step, and has the window for the others, which may lie after the range. A person counts by the try that got furthest.',
      },
    },
    funnelPeople: {
      summary: 'Who got to a step, or was lost before it',
      schema: { query: funnelPeopleQuery, answer: FunnelPeople, media: FILES },
      example: {
        query: {
          period: '30days',
          steps: 'session_created;feature=smart_captions;session_shared',
          bar: 2,
          who: 'lost',
          pageSize: 2,
        },
        description: 'As many as the bar of `/explore/funnel` counts. Latest tries first.',
      },
    },
    cohorts: {
      summary: 'Who comes back after they began',
      schema: { query: cohortsQuery, answer: Cohorts, media: FILES },
      example: {
        query: { period: '90days', start: 'session_created', interval: 'week', periods: 4 },
        description:
          'Cohorts are whole periods: those that the range touches. A period that is not over says `unfinished`, and is in no curve.',
      },
    },
    cohortPeople: {
      summary: 'Who of a cohort came back in a period, or stayed away',
      schema: { query: cohortPeopleQuery, answer: CohortPeople, media: FILES },
      example: {
        query: { startDate: '2026-03-02', endDate: '2026-03-29', cohort: '2026-03-02', n: 0, pageSize: 2 },
        description: 'As many as the cell of `/explore/retention` counts.',
      },
    },
    peopleSize: {
      summary: 'How many people fit rules',
      schema: { query: peopleSizeQuery, answer: PeopleSize },
      example: {
        query: {
          rules: 'did:session_created:>=2:90days;did:session_shared:0:ever|last:session_shared:>30days',
        },
        description:
          'All rules between semicolons have to hold, and any of those between bars. Accounts that there are now: deleted and erased ones are nobody, and so are internal ones unless a rule says `internal`.',
      },
    },
    peopleList: {
      summary: 'Who fits rules, and what the rules counted of each',
      schema: { query: peopleListQuery, answer: PeopleList, media: FILES },
      example: {
        query: { rules: 'change:activities:fell>=50%:30days', sortBy: 1, sortOrder: 'asc', pageSize: 2 },
        description: 'As many as `/explore/people/size` says. `sortBy` is the place of a rule that counts.',
      },
    },
    lifecycle: {
      summary: 'Who is new, comes again, is back after a pause or stays away',
      schema: { query: lifecycleQuery, answer: Lifecycle, media: FILES },
      example: {
        query: { period: '90days', interval: 'week', did: 'feature=smart_captions' },
        description:
          'By whole periods: those that the range touches. Those who are active now and those who are dormant add up to who was active before.',
      },
    },
    lifecyclePeople: {
      summary: 'Who is new, comes again, is back or stays away in a period',
      schema: { query: lifecyclePeopleQuery, answer: LifecyclePeople, media: FILES },
      example: {
        query: {
          startDate: '2026-03-02',
          endDate: '2026-03-29',
          day: '2026-03-02',
          state: 'dormant',
          pageSize: 2,
        },
        description: 'As many as the number of `/explore/lifecycle`.',
      },
    },
    stickiness: {
      summary: 'On how many days people are active, and how many by day, week and month',
      schema: { query: stickinessQuery, answer: Stickiness, media: FILES },
      example: {
        query: { period: '30days', of: '7' },
        description:
          'Weeks are any 7 days and months any 28 days in a row, each with the day that it ends with; the last window ends with the last day of the range.',
      },
    },
    stickinessPeople: {
      summary: 'Who was active on so many days',
      schema: { query: stickinessPeopleQuery, answer: StickinessPeople, media: FILES },
      example: {
        query: {
          startDate: '2026-03-02',
          endDate: '2026-03-29',
          last: '2026-03-08',
          within: '7',
          on: 5,
          pageSize: 2,
        },
        description: 'As many as the number of `/explore/stickiness`.',
      },
    },
    rhythm: {
      summary: 'When in the week something is done, hour by hour',
      schema: { query: rhythmQuery, answer: Rhythm, media: FILES },
      example: {
        query: { period: '30days', did: 'session_created', timezone: 'Europe/Berlin' },
        description:
          "By the hours of the zone's clock. `hours` says how often the range has each, so that days on which the clock is moved and ranges of no whole weeks compare.",
      },
    },
    rhythmPeople: {
      summary: 'Who was there in an hour of the week',
      schema: { query: rhythmPeopleQuery, answer: RhythmPeople, media: FILES },
      example: {
        query: { period: '30days', weekday: 1, hour: 20, pageSize: 2 },
        description: 'As many as the hour of `/explore/rhythm` counts. Most activities first.',
      },
    },
    firstUse: {
      summary: 'What people use first, and who of them stays',
      schema: { query: firstUseQuery, answer: FirstUse, media: FILES },
      example: {
        query: { period: '30days', groupBy: 'feature', days: 7 },
        description:
          'Of those who began in the range: what came first, what else they used in their first days, and whether they were active again on day `days` or later. Whose day `days` is not over is open, and counts neither as stayed nor as left.',
      },
    },
    firstUsePeople: {
      summary: 'Who used something first, or at all, and stayed or left',
      schema: { query: firstUsePeopleQuery, answer: FirstUsePeople, media: FILES },
      example: {
        query: { period: '30days', state: 'left', pageSize: 2 },
        description: 'As many as the number of `/explore/first-use`. The latest beginning first.',
      },
    },
    paths: {
      summary: 'Which way people went after an activity, or before it',
      schema: { query: pathsQuery, answer: Paths, media: FILES },
      example: {
        query: { period: '30days', anchor: 'session_created', steps: 3, most: 3 },
        description:
          'A try begins in the range with the anchor (or a visit), and its steps may lie behind the range, or before it. A person counts by the first try.',
      },
    },
    pathPeople: {
      summary: 'Who went a way, or no further',
      schema: { query: pathPeopleQuery, answer: PathPeople, media: FILES },
      example: {
        query: {
          period: '30days',
          anchor: 'session_created',
          path: 'session_viewed',
          who: 'ended',
          pageSize: 2,
        },
        description: 'As many as that number of `/explore/paths` counts. Latest tries first.',
      },
    },
    why: {
      summary: 'Why a number changed',
      schema: { query: whyQuery, answer: Why, media: FILES },
      example: {
        query: { period: '30days', number: 'smartCaptionsGenerated' },
        description:
          'The difference between the range and its comparison, split in several ways; the parts of each split add up to it. What explains most with least comes first, and `answer` says it. Where no part differs from the others by more than it usually does, nothing is claimed.',
      },
    },
  },
});
