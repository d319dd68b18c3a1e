import type { Answered } from '../support/http.ts';

/** Collects what was answered: a row for each endpoint, a column for each case. */
export function createTable(columns: readonly string[]) {
  const rows = new Map<string, Map<string, string>>();

  return {
    note(endpoint: string, column: string, answers: readonly Answered[]): void {
      const row = rows.get(endpoint) ?? new Map<string, string>();
      rows.set(endpoint, row.set(column, [...new Set(answers.map(({ status }) => status))].join('/')));
    },

    /** As a Markdown table, with what the columns are called below it. */
    text(): string {
      const width = Math.max(...[...rows.keys()].map((name) => name.length));
      const letters = columns.map((_, i) => String.fromCharCode(97 + i));
      const line = (first: string, cells: readonly string[]) =>
        `| ${first.padEnd(width)} | ${cells.map((cell) => cell.padEnd(3)).join(' | ')} |`;
      return [
        '',
        line('endpoint', letters),
        line(
          '-'.repeat(width),
          columns.map(() => '---'),
        ),
        ...[...rows].map(([name, row]) =>
          line(
            name,
            columns.map((column) => row.get(column) ?? ''),
          ),
        ),
        '',
        columns.map((column, i) => `${letters[i]} ${column}`).join(' · '),
        '',
      ].join('\n');
    },
  };
}
