export const asOfToday = (zone: string) => `Stand heute · ${zone}`;
export const examples = 'Beispiele';
export const aboutToLose = 'Die zehn, die ich gerade verliere';
export const goneSilent = 'Waren aktiv, jetzt still';
export const newAndBusy = 'Neu und schon aktiv';
export const rulesOf = 'Regeln';
export const who = 'Wer';
export const and = 'und';
export const or = 'oder';
export const addOr = 'Oder eine andere';
export const addAnd = 'Und noch eine Regel';
export const takeAway = (n: number) => `Regel ${n} wegnehmen`;
export const kinds = {
  did: 'tat',
  didnt: 'tat nicht',
  first: 'tat zum ersten Mal',
  last: 'tat zum letzten Mal',
  number: 'hat',
  change: 'änderte sich bei',
  joined: 'kam dazu',
  role: 'hat die Rolle',
  referred: 'wurde geworben von',
  internal: 'ist',
} as const;
export const ruleOf = (n: number) => `Wonach Regel ${n} fragt`;
export const stepOf = (n: number) => `Aktion von Regel ${n}`;
export const numberOf = (n: number) => `Zahl von Regel ${n}`;
export const limitOf = (n: number) => `Grenze von Regel ${n}`;
export const countOf = (n: number) => `Anzahl von Regel ${n}`;
export const wayOf = (n: number) => `Änderung von Regel ${n}`;
export const unitOf = (n: number) => `Einheit von Regel ${n}`;
export const rolesOf = (n: number) => `Rollen von Regel ${n}`;
export const whoOf = (n: number) => `Wen Regel ${n} meint`;
export const whenOf = (n: number) => `Wann, in Regel ${n}`;
export const daysOf = (n: number) => `Tage von Regel ${n}`;
export const fromDaysOf = (n: number) => `Regel ${n}: ab vor so vielen Tagen`;
export const untilDaysOf = (n: number) => `Regel ${n}: bis vor so vielen Tagen`;
export const firstDayOf = (n: number) => `Erster Tag von Regel ${n}`;
export const lastDayOf = (n: number) => `Letzter Tag von Regel ${n}`;
export const limits = {
  '>=': 'mindestens',
  '>': 'mehr als',
  '=': 'genau',
  '<=': 'höchstens',
  '<': 'weniger als',
} as const;
export const times = 'Mal';
export const ways = { fell: 'fiel um mindestens', rose: 'stieg um mindestens' } as const;
export const units = { percent: '%', count: 'als Anzahl' } as const;
export const againstBefore = 'gegenüber ebenso vielen Tagen davor';
export const spans = {
  days: 'in den letzten',
  earlier: 'vor',
  before: 'vor mehr als',
  dates: 'vom',
  ever: 'jemals',
} as const;
export const days = 'Tagen';
export const until = 'bis';
export const daysAgo = 'Tagen';
export const to = 'bis';
export const referrers = {
  anybody: 'irgendwem',
  nobody: 'niemandem',
  code: 'dem Code',
  by: 'der Person mit der ID',
} as const;
export const staff = { true: 'Personal oder ein Bot', false: 'kein Personal, kein Bot' } as const;
export const ofAll = (all: string) => `von ${all} Konten`;
export const tooFew = 'Weniger als fünf, oder alle außer weniger als fünf: nicht gezeigt';
export const whoFits = 'Wer passt';
export const nobodyFits =
  'Zu diesen Regeln passt niemand. Eine längere Zeit oder eine niedrigere Grenze findet vielleicht welche.';
export const orderOf = 'Reihenfolge';
export const firstKnown = 'Zuerst bekannte zuerst';
export const mostOf = (what: string) => `${what}: meiste zuerst`;
export const leastOf = (what: string) => `${what}: wenigste zuerst`;
export const fellMost = (what: string) => `${what}: am stärksten gefallen zuerst`;
export const roseMost = (what: string) => `${what}: am stärksten gestiegen zuerst`;
export const fromTo = (before: string, now: string) => `${before} → ${now}`;
export const lastActive = (when: string) => `zuletzt aktiv ${when}`;
export const neverActive = 'nie aktiv';
export const saveAs = 'Als Segment speichern …';
export const saveAsNext = (name: string) => `„${name}“ ändern`;
export const nameOf = 'Name';
export const save = 'Speichern';
export const notSaved = (why: string) => `Nicht gespeichert: ${why}`;
export const segments = 'Segmente';
export const segmentsNote = 'Ein Filter in jedem Bericht, und Deinem Code unter dem Kurznamen bekannt';
export const versionBy = (n: number, who: string, when: string) => `Version ${n} von ${who}, ${when}`;
export const formerOperator = 'jemandem von früher';
export const versions = 'Versionen';
export const useInReports = 'In Berichten verwenden';
export const remove = 'Entfernen';
export const removeWhat = (name: string) => `„${name}“ entfernen`;
export const removed =
  'Alle Versionen gehen. Berichten und Code, die danach fragen, wird gesagt, dass es keines gibt.';
