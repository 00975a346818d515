import type { CheckedForm, CheckedProcess } from '../../engine/definition/checked-process.js'
import type { JsonObject, JsonValue } from '../../engine/errors/index.js'
import type { Random } from './random.js'

/** What values are made from. */
export interface ValueSources {
  readonly random: Random
  readonly people: readonly string[]
  /** Ids of stored attachments. */
  readonly attachments: readonly string[]
  now(): number
}

const day = 86_400_000

/** Texts of which one fits most patterns that fields have. */
const texts = [
  '13800138000',
  'SN-2026-000123',
  'A1',
  '王建国',
  '2026-01',
  '无法启动',
  'a',
  '91310000MA1FL3XY0K',
  'x'.repeat(60),
]

const hostileTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e‮',
  '${data.x}',
  "'; drop table aftercare_instances; --",
  '@suspended',
  '9'.repeat(400),
  'constructor',
]

/** Random values: those that fit a field, those that almost do, and those that do not. */
export class RandomValues {
  readonly #from: ValueSources

  constructor(from: ValueSources) {
    this.#from = from
  }

  /** Answers to a form: those it must have, and some of the others. */
  answers(process: CheckedProcess, form: CheckedForm): JsonObject {
    const asked = form.ask.map((path): [string, JsonObject | undefined] => [
      path,
      definitionAt(process, path),
    ])
    const also = Object.entries(form.also).map(([name, { definition }]): [string, JsonObject] => [
      name,
      definition,
    ])
    const given = [...asked, ...also].filter(
      ([path]) => form.required.includes(path) || this.#from.random.chance(0.6),
    )
    return this.#spoiled(placed(given.map(([path, definition]) => [path, this.#fitting(definition)])))
  }

  /** Data a case begins with. */
  beginning(process: CheckedProcess): JsonObject {
    const form = process.startForm === undefined ? undefined : process.forms.get(process.startForm)
    if (form) return this.answers(process, form)
    const given = Object.entries(process.fields).filter(
      ([, { required }]) => required || this.#from.random.chance(0.3),
    )
    return this.#spoiled(placed(given.map(([name, { definition }]) => [name, this.#fitting(definition)])))
  }

  /** A value for one field, fitting more often than not. */
  forField(process: CheckedProcess, path: string): JsonValue {
    return this.#from.random.chance(0.8) ? this.#fitting(definitionAt(process, path)) : this.garbage()
  }

  /** Something nobody should send. */
  garbage(depth = 0): JsonValue {
    const { random } = this.#from
    return random.weighted<() => JsonValue>([
      [3, () => random.pick([null, true, false, 0, -1, 1e308, -0.1, Number.MAX_SAFE_INTEGER])],
      [4, () => random.pick([...hostileTexts, ...texts])],
      [1, () => deep(random.whole(1, 40))],
      [depth > 2 ? 0 : 1, () => [this.garbage(depth + 1), this.garbage(depth + 1)]],
      [depth > 2 ? 0 : 1, () => ({ [random.pick(hostileTexts)]: this.garbage(depth + 1) })],
      [1, () => JSON.parse('{"__proto__": {"roles": ["after-sales-department"]}}') as JsonObject],
    ])()
  }

  /** Most are left as they are. */
  #spoiled(answers: JsonObject): JsonObject {
    const { random } = this.#from
    if (random.chance(0.88)) return answers
    const names = Object.keys(answers)
    const name =
      names.length === 0 || random.chance(0.3)
        ? random.pick([...hostileTexts, 'unknown'])
        : random.pick(names)
    if (random.chance(0.4)) return Object.fromEntries(Object.entries(answers).filter(([one]) => one !== name))
    return { ...answers, [name]: this.garbage() }
  }

  #fitting(definition: JsonObject | undefined): JsonValue {
    const { random, people, attachments } = this.#from
    const now = this.#from.now()
    const of = definition?.['of']
    switch (definition?.['type']) {
      case 'object':
        return this.#object(definition)
      case 'list':
        return this.#list(definition)
      case 'choice':
        return random.pick(Array.isArray(of) ? of : Object.keys((of ?? { none: '' }) as JsonObject))
      case 'boolean':
        return random.chance(0.7)
      case 'integer':
      case 'number':
      case 'money':
        return this.#number(definition)
      case 'date':
        return new Date(now + 8 * 3_600_000 + this.#offset()).toISOString().slice(0, 10)
      case 'date-time':
        return new Date(now + this.#offset()).toISOString()
      case 'time':
        return random.pick(['09:00', '17:30', '23:59'])
      case 'person':
        return random.pick(people)
      case 'attachment':
        return attachments.length > 0 && random.chance(0.95) ? random.pick(attachments) : 'att-none'
      case 'duration':
        return random.pick(['2 days', '3 working days', 'PT4H', '1 hour'])
      default:
        return this.#text(definition)
    }
  }

  #object({ fields = {} }: JsonObject): JsonObject {
    const parts = Object.entries(fields as { readonly [name: string]: JsonObject }).filter(
      ([, part]) => part['required'] === true || this.#from.random.chance(0.6),
    )
    return Object.fromEntries(parts.map(([name, part]) => [name, this.#fitting(part)]))
  }

  #list({ of, minItems, maxItems }: JsonObject): JsonValue {
    const least = typeof minItems === 'number' ? minItems : 0
    const most = Math.max(least, Math.min(typeof maxItems === 'number' ? maxItems : 3, 3))
    const length = this.#from.random.whole(Math.max(least, most > 0 ? 1 : 0), most)
    return Array.from({ length }, () => this.#fitting(of as JsonObject))
  }

  #number({ type, min, max }: JsonObject): number {
    const { random } = this.#from
    const least = typeof min === 'number' ? min : random.pick([0, -3])
    const most = typeof max === 'number' ? max : random.pick([1, 10, 1000, 100_000])
    if (most < least) return least
    if (type === 'integer') return random.whole(Math.ceil(least), Math.floor(most))
    const between = least + random.next() * (most - least)
    return type === 'money' ? Math.round(between * 100) / 100 : between
  }

  /** Mostly around today: dates of real cases lie there, and limits of days are met. */
  #offset(): number {
    return this.#from.random.pick([0, 0, 0, -1, 1, -3, 3, 7, -14, 30, -400, 500]) * day
  }

  #text(definition: JsonObject | undefined): string {
    const { random } = this.#from
    const { pattern, minLength = 0, maxLength = 2000 } = definition ?? {}
    const fits = (text: string): boolean =>
      text.length >= Number(minLength) &&
      text.length <= Number(maxLength) &&
      (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text))
    const fitting = texts.filter(fits)
    return fitting.length > 0 ? random.pick(fitting) : random.pick(texts)
  }
}

function definitionAt({ fields }: CheckedProcess, path: string): JsonObject | undefined {
  const [name = '', ...rest] = path.split('.')
  return rest.reduce<JsonObject | undefined>((within, part) => {
    const inner = within?.['fields'] as { readonly [name: string]: JsonObject } | undefined
    return inner?.[part]
  }, fields[name]?.definition)
}

/** Values at dotted paths as one object. */
function placed(values: readonly (readonly [path: string, value: JsonValue])[]): JsonObject {
  const whole: { [name: string]: JsonValue } = {}
  for (const [path, value] of values) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let within = whole
    for (const name of names) within = (within[name] ??= {}) as { [name: string]: JsonValue }
    within[last] = value
  }
  return whole
}

function deep(levels: number): JsonValue {
  let value: JsonValue = 'bottom'
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { x: value }
  return value
}
