import type { PanZoom } from './pan-zoom.js'

const step = 1.25

/** What a picture is sized by: a button each, and keys while something on the picture has the focus. */
export const pictureTools = {
  larger: { sign: '+', keys: ['+', '='], use: (view: PanZoom) => view.zoomBy(step) },
  smaller: { sign: '−', keys: ['-', '−'], use: (view: PanZoom) => view.zoomBy(1 / step) },
  full: { sign: '1:1', keys: ['0'], use: (view: PanZoom, middle?: Element) => view.reset(middle) },
  fit: { sign: '⤢', keys: ['f'], use: (view: PanZoom) => view.fit() },
} as const

/** The tool of a key; `undefined` where it is no tool's. */
export function toolOfKey(key: string): keyof typeof pictureTools | undefined {
  const names = Object.keys(pictureTools) as (keyof typeof pictureTools)[]
  return names.find((name) => (pictureTools[name].keys as readonly string[]).includes(key))
}
