/** Pure: tables that read well as text and as Markdown, and the numbers in them. */

/** A table of the report with what is said about it. */
export interface Table {
  readonly title: string;
  /** One a line, below the table. */
  readonly notes: readonly string[];
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table as Markdown, padded; the first column to the left, the others to the right. */
export function tableText({ title, notes, headers, rows }: Table): string {
  const widths = headers.map((header, column) =>
    Math.max(3, header.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const below = notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${note}`)];
  return [`### ${title}`, '', line(headers), line(rule), ...rows.map(line), ...below, ''].join(
    '\n',
  );
}

/** `1,234,567`. */
export function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en-US') : '-';
}

/** With so many decimals. */
export function decimal(value: number, decimals: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : '-';
}

/** `98.7 %` of a share. */
export function percent(share: number | undefined, decimals = 0): string {
  return share !== undefined && Number.isFinite(share)
    ? `${(share * 100).toFixed(decimals)} %`
    : '-';
}

/** Mebibytes. */
export function mebibytes(bytes: number): string {
  return decimal(bytes / 2 ** 20, 0);
}
