/** One block of server-sent events. */
export interface ServerEvent {
  readonly id?: string
  readonly event?: string
  readonly data?: string
}

/** The blocks of an event stream as they come (WHATWG HTML, 9.2.6). What is cut off at the end is left out. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/)
      rest = blocks.pop() ?? ''
      for (const block of blocks) yield eventIn(block)
    }
  } finally {
    // Whoever stops in the middle leaves nothing open.
    await reader.cancel().catch(() => undefined)
  }
}

function eventIn(block: string): ServerEvent {
  const found: { id?: string; event?: string; data?: string } = {}
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (name === 'id') found.id = value
    if (name === 'event') found.event = value
    if (name === 'data') found.data = found.data === undefined ? value : `${found.data}\n${value}`
  }
  return found
}
