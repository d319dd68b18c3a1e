/** What somebody asked for can't be done; they are told why. */
export class Refused extends Error {}
