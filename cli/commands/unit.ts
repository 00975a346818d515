import type { Command } from 'commander'
import { EngineError, formatInstant, readUnit, type ToldUnit } from '../../engine/index.js'
import { languageOption, type Language } from '../language-option.js'
import { databasePlace, withReadStore } from '../open-database.js'
import { printJson, printLine } from '../output.js'

interface UnitOptions {
  readonly db?: string
  readonly lang: string
  readonly json?: boolean
}

/** `aftercare unit`: what is known of a thing by its serial number. */
export function addUnit(program: Command): void {
  program
    .command('unit')
    .description('show the product file of a serial number and the cases about it; changes nothing')
    .argument('<serial>', 'its serial number')
    .option('--db <place>', 'SQLite file or postgres:// address (AFTERCARE_DB)')
    .option('--lang <language>', 'en or zh-CN', 'en')
    .option('--json', 'one JSON object')
    .action(async (serial: string, options: UnitOptions) => {
      const language = languageOption(options.lang)
      const unit = await withReadStore(databasePlace(options.db), ({ read }) => readUnit(read, serial))
      if (!unit)
        throw new EngineError(
          'usage-wrong',
          `Expected the serial number of a known unit, but nothing is known of '${serial}'.`,
        )
      if (options.json) printJson(unitJson(unit))
      else for (const line of linesOf(unit, language)) printLine(line)
    })
}

function unitJson({ cases, ...unit }: ToldUnit): object {
  return {
    ...unit,
    cases: cases.map(({ id, process, number, status, createdAt }) => ({
      id,
      process,
      ...(number === undefined ? {} : { number }),
      status,
      createdAt: formatInstant(createdAt),
    })),
  }
}

function linesOf({ serial, file, cases }: ToldUnit, language: Language): readonly string[] {
  const say = (chinese: string, english: string): string => (language === 'zh-CN' ? chinese : english)
  const told = (title: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`${title}: ${value}`]
  return [
    serial,
    ...told(say('型号', 'Model'), file?.model),
    ...told(say('购买日期', 'Bought on'), file?.purchasedOn),
    ...told(say('保修至', 'Warranty until'), file?.warrantyEndsOn),
    ...told(say('由其调换而来', 'Came for'), file?.replaces),
    ...told(say('已调换为', 'Exchanged for'), file?.replacedBy),
    ...told(say('调换日期', 'Exchanged on'), file?.exchangedOn),
    ...heading(say('维修记录', 'Repairs'), (file?.repairs ?? []).map(repairLine)),
    ...heading(
      say('相关案件', 'Cases'),
      cases.map(({ id, number, process, status }) => `${number ?? id}  ${process}  ${status}`),
    ),
  ]
}

function repairLine({ instance, number, fault, startedOn, finishedOn, parts }: RepairEntry): string {
  const days = [startedOn ?? '?', finishedOn ?? '…'].join(' – ')
  return [days, number ?? instance, fault ?? '', parts.join(', ')].filter((part) => part !== '').join('  ')
}

type RepairEntry = NonNullable<ToldUnit['file']>['repairs'][number]

function heading(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}
