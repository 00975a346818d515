import type { CheckedWorkflows, SourceFile } from '../../engine/index.js'
import { errand, files } from './errand.js'
import { sound } from './open-test-engine.js'

/** The calendar of the errand, open on these hours from Monday to Friday. */
export const house = (hours: string, id = 'house'): SourceFile => ({
  file: `calendars/${id}.yaml`,
  text: `
calendar: ${id}
title: { zh-CN: 工作时间, en: House }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon-fri: ${hours} }
`,
})

/** The errand, whose first deadline is four working hours of the calendar. */
export const countedErrand = errand
  .replace('process: errand\n', 'process: errand\ncalendar: house\n')
  .replace('within: 2 hours, warn: 30 minutes before', 'within: 4 working hours, warn: 1 working hour before')
  .replace('patience: { type: duration, default: 4 hours', 'patience: { type: duration, default: 3 days')

export const countedFiles = (hours: string): readonly SourceFile[] => [
  { file: 'errand.yaml', text: countedErrand },
  house(hours),
  ...files.slice(1),
]

/** The errand under a calendar with these hours. */
export const counted = (hours: string): CheckedWorkflows => sound(countedFiles(hours))
