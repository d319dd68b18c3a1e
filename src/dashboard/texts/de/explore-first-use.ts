export const newIs = 'Neue Personen';
export const beginLabel = 'Was ein Beginn ist';
export const begins = { activity: 'mit ihrer ersten Aktivität', joined: 'die beigetreten sind' } as const;
export const firstOf = 'ihr erstes Mal';
export const byLabel = 'Was als Erstes gezeigt wird';
export const groupings = { feature: 'Funktion', action: 'Aktion' } as const;
export const stayedAfter = 'geblieben: wieder aktiv nach';
export const daysLabel = 'Tage, nach denen geblieben ist, wer wiederkommt';
export const soManyDays = (n: number) => (n === 1 ? '1 Tag' : `${n} Tagen`);
export const counts = {
  people: 'Begonnen',
  stayed: 'Geblieben',
  left: 'Gegangen',
  open: 'Noch offen',
} as const;
export const meanings = {
  people: 'Haben in diesem Zeitraum begonnen',
  stayed: 'So viele Tage nach dem Tag des Beginns wieder aktiv, oder später',
  left: 'Seitdem nicht aktiv; wer später wiederkommt, ist geblieben',
  open: 'Der Tag, an dem sie geblieben wären, läuft noch: weder geblieben noch gegangen',
} as const;
export const stays = 'Bleiben';
export const staysMeans = 'Geblieben, von denen, die Zeit dafür hatten';
export const share = 'Von allen';
export const shareMeans = 'Von allen, die begonnen haben';
export const ofStayed = 'Der Gebliebenen';
export const ofStayedMeans = 'Wie viele aller Gebliebenen es in ihren ersten Tagen nutzten';
export const ofLeft = 'Der Gegangenen';
export const ofLeftMeans = 'Wie viele aller Gegangenen es in ihren ersten Tagen nutzten';
export const first = 'Was zuerst kam';
export const firstNote = 'Jede Person einmal, nach dem Allerersten';
export const cameFirst = 'Zuerst';
export const used = 'Genutzt';
export const usedBy = 'Personen';
export const usedTitle = (n: number) =>
  n === 1 ? 'Am ersten Tag genutzt' : `In den ersten ${n} Tagen genutzt`;
export const usedNote = 'Zuerst oder später: was die Gebliebenen nutzten, und was die Gegangenen';
export const open = (count: string, what: string, group: string) => `${count}, ${what}, ${group}: auflisten`;
export const openAll = (count: string, what: string) => `${count}, ${what}: auflisten`;
export const allOfThem = 'irgendetwas';
export const firstWas = (what: string) => `Zuerst: ${what}`;
export const usedIt = (what: string) => `In den ersten Tagen genutzt: ${what}`;
export const began = 'begonnen';
export const firstAt = 'zuerst';
export const file = 'die Zahlen jeder Gruppe';
export const nobody = 'In diesem Zeitraum hat niemand begonnen. Ein längerer zeigt vielleicht mehr.';
export const unfinished = (n: number) =>
  `Wessen Tag ${n} noch läuft, ist noch offen und zählt weder als geblieben noch als gegangen.`;
export const allHidden =
  'Von denen, die begonnen haben, sind eine bis vier Personen geblieben, gegangen oder noch offen: Von so wenigen wird nichts gesagt. Ein längerer Zeitraum, oder einer, der früher endet, zeigt vielleicht mehr.';
export const someHidden =
  'Zahlen mit – sind von weniger als fünf Personen, oder würden von so wenigen erzählen.';
