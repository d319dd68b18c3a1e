import { inflateSync } from 'node:zlib';

export interface Pdf {
  readonly pages: number;
  /** Of all pages, part by part and without spaces, some of which are gaps. */
  readonly text: string;
}

/** What a PDF of Chromium's has: its pages, and its text by the tables that its fonts carry. */
export function readPdf(file: Buffer): Pdf {
  const objects = objectsOf(file);
  const bodies = [...objects.values()];
  const pages = bodies.filter(({ head }) => /\/Type\s*\/Page\b/.test(head));
  const groups = bodies.filter(({ head }) => /\/Subtype\s*\/Form\b/.test(head));
  const texts = [
    ...pages.map(({ head }) => {
      const resources = referred(objects, head, 'Resources')?.head ?? head;
      return textOf(resources, referred(objects, head, 'Contents')?.stream ?? '', objects);
    }),
    ...groups.map(({ head, stream }) => textOf(head, stream, objects)),
  ];
  return { pages: pages.length, text: texts.join('').replace(/\s/g, '') };
}

interface Part {
  readonly head: string;
  readonly stream: string;
}
type Parts = ReadonlyMap<string, Part>;

function objectsOf(file: Buffer): Parts {
  const raw = file.toString('latin1');
  const parts = new Map<string, Part>();
  for (const { 1: id, 2: body, index } of raw.matchAll(/(\d+) 0 obj\b([\s\S]*?)endobj/g)) {
    const at = body!.indexOf('stream');
    const head = at < 0 ? body! : body!.slice(0, at);
    parts.set(id!, {
      head,
      stream: at < 0 ? '' : inflated(file, raw, head, index! + raw.slice(index).indexOf('stream')),
    });
  }
  return parts;
}

function inflated(file: Buffer, raw: string, head: string, at: number): string {
  const from = raw.indexOf('\n', at) + 1;
  const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
  if (!head.includes('/FlateDecode')) return raw.slice(from, from + length);
  return inflateSync(file.subarray(from, from + length)).toString('latin1');
}

const referred = (parts: Parts, head: string, name: string): Part | undefined =>
  parts.get(new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? '');

/** Of what a page draws, or of a part of it that is drawn as one. */
function textOf(head: string, content: string, parts: Parts): string {
  const fonts = new Map<string, Font>();
  for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const table = referred(parts, parts.get(id!)?.head ?? '', 'ToUnicode');
    fonts.set(name!, fontOf(table?.stream ?? ''));
  }
  let text = '';
  let font = fontOf('');
  for (const [, name, glyphs] of content.matchAll(
    /\/(F\d+) [\d.]+ Tf|((?:<[0-9A-Fa-f]+>[^<>\]A-Za-z]*)+)\]?\s*T[jJ]/g,
  )) {
    if (name) font = fonts.get(name) ?? font;
    for (const [, hex] of (glyphs ?? '').matchAll(/<([0-9A-Fa-f]+)>/g))
      for (const glyph of hex!.match(font.glyphs) ?? [])
        text += font.characters.get(glyph.toUpperCase()) ?? '';
  }
  return text;
}

interface Font {
  /** As many hexadecimal digits as one has: two where its outlines are drawn (OpenType), else four. */
  readonly glyphs: RegExp;
  /** What each stands for. */
  readonly characters: ReadonlyMap<string, string>;
}

function fontOf(table: string): Font {
  const found = new Map<string, string>();
  const digits = /begincodespacerange\s*<([0-9A-Fa-f]+)>/.exec(table)?.[1]?.length ?? 4;
  const glyph = (n: number) => n.toString(16).padStart(digits, '0').toUpperCase();
  for (const [, block] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from, to] of block!.matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>/g))
      found.set(from!.toUpperCase(), Buffer.from(to!, 'hex').swap16().toString('utf16le'));
  for (const [, block] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, last, to] of block!.matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>/g))
      for (let i = 0; i <= parseInt(last!, 16) - parseInt(from!, 16); i++)
        found.set(glyph(parseInt(from!, 16) + i), String.fromCharCode(parseInt(to!, 16) + i));
  return { glyphs: new RegExp(`.{${digits}}`, 'g'), characters: found };
}
