import type { Text } from '../../errors/json.js'
import type { ValuePath } from '../document.js'
import { bilingualAt } from './bilingual-text.js'
import type { FieldNode } from './field-node.js'

/**
 * What people call the part at a path: labels from the outside in, `报价 › 总额`, `Parts › item 2 › Name`. A part without
 * a label goes by its own name, also where no field is defined.
 */
export function partLabel(parts: ReadonlyMap<string, FieldNode>, path: ValuePath): Text {
  let within: ReadonlyMap<string, FieldNode> | undefined = parts
  let node: FieldNode | undefined
  const names: Text[] = []
  for (const step of path) {
    node = typeof step === 'number' ? node?.item : within?.get(step)
    within = node?.parts
    names.push(typeof step === 'number' ? itemNumber(step) : labelOf(step, node))
  }
  return {
    'zh-CN': names.map((name) => name['zh-CN']).join(' › '),
    en: names.map((name) => name.en).join(' › '),
  }
}

function labelOf(name: string, node: FieldNode | undefined): Text {
  return bilingualAt(node?.definition, 'label') ?? { 'zh-CN': name, en: name }
}

/** People count items from one. */
function itemNumber(index: number): Text {
  return { 'zh-CN': `第 ${index + 1} 项`, en: `item ${index + 1}` }
}
