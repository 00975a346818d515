import { beforeAll, describe, expect, it } from 'vitest'
import {
  diagramPolicy,
  diagramStyle,
  diagramSvg,
  layOut,
  noMarks,
  type DiagramLayout,
  type DiagramMarks,
} from '../../../engine/index.js'
import { createHash } from 'node:crypto'
import { graphOf, parcel } from './checked.js'

const graph = graphOf(parcel)
let layout: DiagramLayout
beforeAll(async () => {
  layout = await layOut({ graph, language: 'en', direction: 'down' })
}, 120_000)

const svg = (marks: Partial<DiagramMarks> = {}): string =>
  diagramSvg({ graph, layout, language: 'en', marks: { ...noMarks, ...marks } })
/** What is drawn of a state. */
const drawn = (text: string, path: string): string =>
  new RegExp(`<g class="[^"]*" tabindex="0"[^>]*data-state="${path}".*?</g>`).exec(text)?.[0] ?? ''

describe('the picture of a process', () => {
  it('has every state focusable, in document order, under a name that can be said', () => {
    const text = svg()

    expect(
      [...text.matchAll(/tabindex="0" role="img" data-state="([^"]*)"/g)].map(([, path]) => path),
    ).toEqual(graph.states.map(({ path }) => path))
    expect(drawn(text, 'ready')).toContain('aria-label="Ready, due within 2 hours"')
  })

  it('tells kinds apart by form: ends, lanes, clocks, ways of time', () => {
    const text = svg()

    expect(drawn(text, 'closed')).toContain('class="inner"')
    expect(drawn(text, 'preparing.goods')).toContain('class="state compound lane"')
    expect(text).toMatch(/class="edge after" data-edge="ready after:after.3 days recalled"/)
    expect(text).toMatch(/class="edge done"/)
  })

  it('is one text for one request, and XML whatever an author writes', async () => {
    const evil = graphOf(parcel.replaceAll('en: Ready', 'en: "<script>alert(1)</script> & \\"x\\""'))
    const place = await layOut({ graph: evil, language: 'en', direction: 'down' })
    const text = diagramSvg({ graph: evil, layout: place, language: 'en' })

    expect(svg()).toBe(svg())
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script&gt;alert(1)')
  })

  it('carries its style, which its policy allows by hash, or leaves it to the page', () => {
    const hash = createHash('sha256').update(diagramStyle).digest('base64')

    expect(svg()).toContain(`<style>${diagramStyle}</style>`)
    expect(diagramPolicy).toContain(`'sha256-${hash}'`)
    expect(diagramSvg({ graph, layout, language: 'en', style: 'outside' })).not.toContain('<style')
    expect(diagramSvg({ graph, layout, language: 'en', theme: 'dark' })).toContain('"aftercare-diagram dark"')
  })
})

describe('marks on a picture', () => {
  it('show where a case is and was, in form and in words', () => {
    const text = svg({
      states: {
        ready: {
          isCurrent: true,
          visits: 2,
          badges: [{ kind: 'overdue', text: { 'zh-CN': '逾期 5 小时', en: 'overdue 5 h' } }],
        },
        recalled: { visits: 1 },
        flying: { isOutOfReach: true },
      },
    })

    expect(drawn(text, 'ready')).toMatch(/^<g class="state atomic current overdue"/)
    expect(drawn(text, 'ready')).toContain(
      'aria-label="Ready, due within 2 hours, current state, visited 2 times, overdue 5 h"',
    )
    expect(text).toMatch(/<g class="badge overdue"[^>]*>.*overdue 5 h/)
    expect(drawn(text, 'recalled')).toContain('class="mark"')
    expect(drawn(text, 'flying')).toContain('class="state atomic out-of-reach"')
  })

  it('show ways taken with how often, and those an operator took as something else', () => {
    const { id } = graph.edges.find(({ target }) => target === 'flying')!
    const text = svg({ edges: { [id]: { times: 3 } }, moves: [{ from: 'ready', to: 'closed', times: 1 }] })

    expect(text).toMatch(/<g class="edge event taken"/)
    expect(text).toContain('×3</text>')
    expect(text).toContain('aria-label="Moved by an operator from Ready to Closed"')
  })

  it('let the number take the place of the name where cases are counted', () => {
    const { id } = graph.edges.find(({ target }) => target === 'flying')!
    const text = svg({ edges: { [id]: { count: 1280 } }, states: { ready: { count: 31 } } })
    const label = new RegExp(`<g class="label[^"]*" data-edge="${id}">.*?</g>`).exec(text)?.[0] ?? ''

    expect(label).toContain('>1,280</text>')
    expect(label).toContain('<title>Send [Way = By air] (taken 1280 times)</title>')
    expect(text).toContain('class="band"')
    expect(drawn(text, 'ready')).toContain('31 cases now')
  })
})
