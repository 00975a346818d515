import type { JsonObject, JsonValue } from '../../engine/index.js'
import type { Random } from './random.js'

const surnames = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '赵',
  '黄',
  '周',
  '吴',
  '徐',
  '孙',
  '胡',
  '朱',
  '高',
  '林',
] as const
const names = [
  '建华',
  '秀英',
  '丽',
  '强',
  '磊',
  '敏',
  '静',
  '伟',
  '芳',
  '娜',
  '军',
  '洋',
  '艳',
  '杰',
  '涛',
  '明',
] as const
const streets = ['人民路', '中山路', '解放路', '建设路', '和平路', '长江路', '文化路', '新华路'] as const

/** Gives each case a customer and serial numbers of its own, the same wherever its story names them. */
export class Disguise {
  readonly #random: Random
  readonly #customer: JsonObject
  readonly #serials = new Map<string, string>()

  constructor(random: Random) {
    this.#random = random
    this.#customer = {
      name: `${random.pick(surnames)}${random.pick(names)}`,
      phone: `13${random.between(100_000_000, 999_999_999)}`,
    }
  }

  /** The same data about somebody else. */
  of(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map((item) => this.of(item))
    if (value === null || typeof value !== 'object') return value
    const parts = Object.entries(value).map(([name, part]): [string, JsonValue] => [
      name,
      typeof part === 'string' && isSerial(name) ? this.#serial(part) : this.of(part),
    ])
    const object: JsonObject = Object.fromEntries(parts)
    return isCustomer(object) ? { ...object, ...this.#customer, ...this.#address(object) } : object
  }

  #address(customer: JsonObject): JsonObject {
    if (customer['address'] === undefined) return {}
    const street = `${this.#random.pick(streets)} ${this.#random.between(1, 400)} 号`
    return { address: { ...(customer['address'] as JsonObject), street } }
  }

  #serial(serial: string): string {
    const known = this.#serials.get(serial) ?? `${serial}-${this.#random.between(1000, 9999)}`
    this.#serials.set(serial, known)
    return known
  }
}

const isSerial = (name: string): boolean => /serial/i.test(name)
const isCustomer = ({ name, phone }: JsonObject): boolean =>
  typeof name === 'string' && typeof phone === 'string'
