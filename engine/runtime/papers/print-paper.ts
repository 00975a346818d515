import type { VoucherRecord } from '../../core/record.js'
import type { CheckedPaper, CheckedPaperField } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import { formatInstant, type Instant } from '../../time/index.js'
import { printedPaperPolicy, printStyle } from './print-style.js'
import { valueLines, type ValueWords } from './value-words.js'

/** A paper of a case with what its sheet tells beside it. */
export interface Sheet {
  readonly paper: CheckedPaper
  readonly voucher: VoucherRecord
  /** Number of the case, or its id. */
  readonly caseNumber: string
  readonly process: Text
  readonly words: ValueWords
}

/**
 * A paper as one HTML page made for print: the Chinese words large and the English ones small beside them, blank lines
 * where nothing is known, lines to sign on, and a mark across it when it is void. It loads nothing and runs nothing.
 */
export function printPaper(sheet: Sheet): string {
  const { paper, voucher } = sheet
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(printedPaperPolicy)}">
<meta name="viewport" content="width=device-width">
<title>${escaped(`${paper.title['zh-CN']} ${voucher.number}`)}</title>
<style>${printStyle(paper.size)}</style>
</head>
<body>
<main>
<h1>${large(paper.title)}</h1>
${head(sheet)}
<table>
${paper.fields.map((field) => row(field, sheet)).join('\n')}
</table>
${signatures(paper)}
${paper.note ? `<p class="note">${both(paper.note)}</p>` : ''}
<footer>${escaped(`${sheet.process['zh-CN']} · ${sheet.process.en} · ${sheet.caseNumber}`)}</footer>
</main>
${mark(voucher)}
</body>
</html>
`
}

function head({ voucher, caseNumber, words: { zone, nameOf } }: Sheet): string {
  const dates: readonly (readonly [Text, Instant | undefined])[] = [
    [{ 'zh-CN': '开具日期', en: 'Issued' }, voucher.issuedAt],
    [{ 'zh-CN': '签字日期', en: 'Signed' }, voucher.signedAt],
    [{ 'zh-CN': '作废日期', en: 'Void' }, voucher.voidedAt],
    [{ 'zh-CN': '归档日期', en: 'Archived' }, voucher.archivedAt],
  ]
  const items: readonly (readonly [Text, string])[] = [
    [{ 'zh-CN': '编号', en: 'No.' }, voucher.number],
    [{ 'zh-CN': '案件', en: 'Case' }, caseNumber],
    ...dates.flatMap(([label, at]) =>
      at === undefined ? [] : [[label, formatInstant(at, zone).slice(0, 10)] as const],
    ),
    ...(voucher.issuedBy === undefined
      ? []
      : [[{ 'zh-CN': '开具人', en: 'Issued by' }, nameOf(voucher.issuedBy)] as const]),
  ]
  const shown = items.map(([label, value]) => `<span>${both(label)} <b>${escaped(value)}</b></span>`)
  return `<div class="head">\n${shown.join('\n')}\n</div>`
}

function row(field: CheckedPaperField, { voucher, words }: Sheet): string {
  const value = Object.hasOwn(voucher.values, field.name) ? voucher.values[field.name] : undefined
  const lines = valueLines(field.definition, value, words).map(
    ({ label, text, picture }) =>
      `<p>${label ? `${both(label)}: ` : ''}${picture === undefined ? both(text) : signature(text, picture)}</p>`,
  )
  return `<tr><th scope="row">${both(field.label)}</th><td>${lines.join('')}</td></tr>`
}

function signature({ 'zh-CN': chinese, en: english }: Text, picture: string): string {
  return `<img class="drawn" alt="${escaped(`${chinese} ${english}`)}" src="${escaped(picture)}">`
}

function signatures({ signatures: lines }: CheckedPaper): string {
  if (lines.length === 0) return ''
  const date: Text = { 'zh-CN': '日期', en: 'Date' }
  const shown = lines.map(
    (line) => `<div class="line"><span>${both(line)}</span><span>${both(date)}</span></div>`,
  )
  return `<div class="signatures">\n${shown.join('\n')}\n</div>`
}

/** What is void stays so in the archive. */
function mark({ voidedAt, state }: VoucherRecord): string {
  if (voidedAt !== undefined) return '<div class="mark"><span>作废 VOID</span></div>'
  return state === 'carried' ? '<div class="mark"><span>已转出 CARRIED OVER</span></div>' : ''
}

function large({ 'zh-CN': chinese, en: english }: Text): string {
  return chinese === english ? escaped(chinese) : `${escaped(chinese)}<small>${escaped(english)}</small>`
}

function both({ 'zh-CN': chinese, en: english }: Text): string {
  return chinese === english ? escaped(chinese) : `${escaped(chinese)} <small>${escaped(english)}</small>`
}

function escaped(text: string): string {
  const marks: { readonly [mark: string]: string } = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}
