import type { JsonObject } from '../../engine/index.js'
import { beginner, data } from '../repair-life.js'
import type { World } from '../world.js'

const families = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高')
const given = Array.from('建国志强秀英丽华伟芳娜敏静磊军洋勇艳杰娟涛明超兰霞平刚桂')

/** Somebody who asks for a repair; no two of them have one telephone number. */
export interface Customer {
  readonly name: string
  readonly phone: string
}

/** The customers cases are begun for: always the same in the same order. */
export function customers(count: number): readonly Customer[] {
  let state = 20_261_122
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const one = (characters: readonly string[]): string => characters[next(characters.length)] ?? ''
  return Array.from({ length: count }, (_, index) => ({
    name: `${one(families)}${one(given)}${one(given)}`,
    // The last four digits differ as those of customers do; what precedes them makes the number one of its kind.
    phone: `13${String(index).padStart(5, '0')}${String(next(10_000)).padStart(4, '0')}`,
  }))
}

/** Begins a repair for each, several at once, so that they share their transactions. */
export async function beginFor({ engine }: World, all: readonly Customer[]): Promise<void> {
  const waiting = [...all]
  const work = async (): Promise<void> => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const customer: JsonObject = { ...(data['customer'] as JsonObject), ...one }
      const created = await engine.create('repair', { data: { ...data, customer }, actor: beginner })
      if (created.refused) throw new Error(created.refused.text.en)
    }
  }
  await Promise.all(Array.from({ length: 64 }, work))
}
