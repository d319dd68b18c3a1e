/** Words after which a slash begins a regular expression, not a division. */
const BEFORE_REGEX =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)\s*$/;

/**
 * A source text of JavaScript or TypeScript with all that isn't code blanked: comments, and what is within strings,
 * templates and regular expressions. Every character stands at the place that it had, so what is found in the one is
 * found in the other.
 *
 * @example codeOf("app.use('/a'); // app.use(b)") // "app.use('  ');              "
 */
export function codeOf(text: string): string {
  const code = [...text].length === text.length ? [...text] : text.split('');
  const blank = (from: number, to: number) => {
    for (let i = from; i < to && i < code.length; i++) if (!/[\r\n]/.test(code[i]!)) code[i] = ' ';
  };
  for (let i = 0; i < text.length; ) {
    const end = endOf(text, i, code);
    if (end === null) {
      i++;
      continue;
    }
    const quoted = !text.startsWith('//', i) && !text.startsWith('/*', i);
    blank(quoted ? i + 1 : i, quoted && end > i + 1 ? end - 1 : end);
    i = end;
  }
  return code.join('');
}

/** Where what begins at `i` and isn't code ends; null where it is code. */
function endOf(text: string, i: number, code: readonly string[]): number | null {
  const char = text[i]!;
  if (char === "'" || char === '"') return endOfString(text, i);
  if (char === '`') return endOfTemplate(text, i);
  if (char !== '/') return i === 0 && text.startsWith('#!') ? lineEnd(text, i) : null;
  if (text[i + 1] === '/') return lineEnd(text, i);
  if (text[i + 1] === '*') {
    const end = text.indexOf('*/', i + 2);
    return end === -1 ? text.length : end + 2;
  }
  const before = code
    .slice(Math.max(0, i - 60), i)
    .join('')
    .trimEnd();
  const begins = before === '' || /[(,=:[!&|?{};+\-*%<>~^]$/.test(before) || BEFORE_REGEX.test(before);
  return begins ? endOfRegex(text, i) : null;
}

function lineEnd(text: string, from: number): number {
  const found = /[\r\n]/.exec(text.slice(from));
  return found ? from + found.index : text.length;
}

/** One that isn't closed ends with its line: so does the apostrophe of a text in JSX. */
function endOfString(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[from]) return i + 1;
    else if (text[i] === '\n') return i;
  }
  return text.length;
}

function endOfTemplate(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
    else if (text.startsWith('${', i)) i = endOfExpression(text, i + 2) - 1;
  }
  return text.length;
}

function endOfExpression(text: string, from: number): number {
  for (let i = from, depth = 1; i < text.length; ) {
    const char = text[i]!;
    if (char === "'" || char === '"') i = endOfString(text, i);
    else if (char === '`') i = endOfTemplate(text, i);
    else {
      if (char === '{') depth++;
      if (char === '}' && --depth === 0) return i + 1;
      i++;
    }
  }
  return text.length;
}

/** Null where the line ends before it: a division after all. */
function endOfRegex(text: string, from: number): number | null {
  for (let i = from + 1, inClass = false; i < text.length && text[i] !== '\n'; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '[') inClass = true;
    else if (text[i] === ']') inClass = false;
    else if (text[i] === '/' && !inClass) return i + 1;
  }
  return null;
}

/**
 * Where the bracket that is opened at `at` is closed.
 *
 * @returns the place behind it; null where it never is
 */
export function closedAt(code: string, at: number): number | null {
  for (let i = at, depth = 0; i < code.length; i++) {
    if ('([{'.includes(code[i]!)) depth++;
    else if (')]}'.includes(code[i]!) && --depth === 0) return i + 1;
  }
  return null;
}
