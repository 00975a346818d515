import { stringify } from 'csv-stringify/sync'
import type { InstanceRow } from '../store/port.js'
import { formatInstant, type Instant } from '../time/index.js'

/** Languages of the head line. */
export type CsvLanguage = 'zh-CN' | 'en'

interface Column {
  readonly title: { readonly [language in CsvLanguage]: string }
  readonly value: (row: InstanceRow) => string | number | undefined
}

const time = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : formatInstant(at)
const yes = (isSo: true | undefined): string | undefined => isSo && 'true'

/** What lists show of a case; values are those of HTTP. */
const columns: readonly Column[] = [
  { title: { 'zh-CN': '编号', en: 'id' }, value: ({ id }) => id },
  { title: { 'zh-CN': '流程', en: 'process' }, value: ({ process }) => process },
  { title: { 'zh-CN': '版本', en: 'version' }, value: ({ version }) => version },
  { title: { 'zh-CN': '参数方案', en: 'profile' }, value: ({ profile }) => profile },
  { title: { 'zh-CN': '单号', en: 'number' }, value: ({ number }) => number },
  { title: { 'zh-CN': '状态', en: 'status' }, value: ({ status }) => status },
  { title: { 'zh-CN': '结果', en: 'outcome' }, value: ({ outcome }) => outcome },
  { title: { 'zh-CN': '已暂停', en: 'suspended' }, value: ({ suspended }) => yes(suspended) },
  { title: { 'zh-CN': '环节', en: 'states' }, value: ({ states }) => states.join(' ') },
  { title: { 'zh-CN': '修订号', en: 'revision' }, value: ({ revision }) => revision },
  { title: { 'zh-CN': '开始时间', en: 'created at' }, value: ({ createdAt }) => time(createdAt) },
  { title: { 'zh-CN': '更新时间', en: 'updated at' }, value: ({ updatedAt }) => time(updatedAt) },
  { title: { 'zh-CN': '到期时间', en: 'next due at' }, value: ({ nextDueAt }) => time(nextDueAt) },
  { title: { 'zh-CN': '到期待定', en: 'provisional' }, value: ({ dueProvisional }) => yes(dueProvisional) },
  { title: { 'zh-CN': '优先级', en: 'priority' }, value: ({ priority }) => priority },
]

/**
 * Cases as CSV (RFC 4180): UTF-8 with a byte-order mark, so that spreadsheets read the Chinese. A text that a spreadsheet
 * would take for a formula gets an apostrophe before it. The head goes out with the first rows, also where there are none.
 */
export async function* instancesCsv(
  pages: AsyncIterable<readonly InstanceRow[]>,
  language: CsvLanguage,
): AsyncGenerator<string> {
  let head = `\uFEFF${lines([columns.map(({ title }) => title[language])])}`
  for await (const page of pages) {
    yield head + lines(page.map((row) => columns.map(({ value }) => value(row) ?? '')))
    head = ''
  }
}

function lines(records: readonly (readonly (string | number)[])[]): string {
  return stringify(
    records.map((record) => [...record]),
    { record_delimiter: 'windows', escape_formulas: true },
  )
}
