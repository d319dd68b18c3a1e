import Bowser from 'bowser';

const OTHER = 'Other';

/** Names that the parser gives beside those of its list. */
const MORE_BROWSERS = ['Opera Touch', 'SlimerJS', 'Miui', 'PlayStation 4'];

/** Programs that are no browsers, by how their header begins: it isn't a person's own text. */
const PROGRAMS = (
  'axios curl Dart Deno Go-http-client Guzzle GuzzleHttp HTTPie Java libwww-perl node node-fetch okhttp ' +
  'PostmanRuntime Python-urllib python-httpx python-requests aiohttp reqwest Ruby undici Wget Apache-HttpClient'
).split(' ');

const BROWSERS = new Set([...Object.values(Bowser.BROWSER_MAP), ...MORE_BROWSERS, ...PROGRAMS, OTHER]);
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP));
const PROGRAM = new Map(PROGRAMS.map((name) => [name.toLowerCase(), name]));
/** A header is some 100 to 300 characters; what comes after these tells no family. */
const LONGEST = 512;

/** `141` of `141.0.2`. More digits than a version has may be anything, such as a telephone number. */
const majorOf = (version: string | undefined): string | undefined =>
  /^(\d{1,3})(?:[._]|$)/.exec(version ?? '')?.[1];

/** Whether a text is what `familyOf` makes: a letter that is replayed and a log that is read in again hold such. */
function isFamily(text: string): boolean {
  const [, name, , system] = /^(.+?)( \d{1,3})?(?: on (.+))?$/.exec(text) ?? [];
  return name !== undefined && BROWSERS.has(name) && (system === undefined || SYSTEMS.has(system));
}

/**
 * Browser or program with its major version, and system, all three from lists: nothing else of a header is
 * kept, since whoever sends it may write anything there.
 *
 * @example
 * familyOf('Mozilla/5.0 (Windows NT 10.0) … Chrome/141.0.0.0 …'); // 'Chrome 141 on Windows'
 * familyOf('mara@example.com 1'); // 'Other'
 */
export function familyOf(header: string): string {
  const text = header.slice(0, LONGEST);
  if (isFamily(text)) return text;
  const { browser, os } = Bowser.parse(text);
  const [, token, version] = /^([\w-]+)(?:\/([\w.]+))?(?=[\s/]|$)/.exec(text) ?? [];
  const program = PROGRAM.get(token?.toLowerCase() ?? '');
  const known = browser.name !== undefined && BROWSERS.has(browser.name);
  const name = known ? browser.name : program;
  const major = name && majorOf(known ? browser.version : version);
  const system = os.name !== undefined && SYSTEMS.has(os.name) ? os.name : undefined;
  return [[name ?? OTHER, major].filter(Boolean).join(' '), system].filter(Boolean).join(' on ');
}
