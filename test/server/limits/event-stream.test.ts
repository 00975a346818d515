import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { openEventStream, type EventStream } from '../../../server/http/event-stream.js'

let server: Server
let client: Socket

afterEach(() => {
  client.destroy()
  server.close()
  server.closeAllConnections()
})

/** A stream, and a client of it that has read nothing yet. */
async function openStream(): Promise<EventStream> {
  const app = express()
  const opened = new Promise<EventStream>((resolve) => {
    app.get('/', (_request, response) => resolve(openEventStream(response)))
  })
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).pause()
  client.on('error', () => undefined)
  client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
  return opened
}

const large = { id: '1', event: 'change', data: { text: 'x'.repeat(16 * 1024 * 1024) } }

describe('an event stream', () => {
  it('waits for a client that does not read, and cuts it off when it takes nothing between two beats', async () => {
    const stream = await openStream()
    const sending = stream.send(large)

    stream.beat('1')
    const isCutAtOnce = stream.gone.aborted
    stream.beat('1')
    await sending

    expect(isCutAtOnce).toBe(false)
    expect(stream.gone.aborted).toBe(true)
  })

  it('goes on with a client that reads late', async () => {
    const stream = await openStream()
    const sending = stream.send(large)
    stream.beat('1')

    client.resume()
    await sending
    stream.beat('2')

    expect(stream.gone.aborted).toBe(false)
  })
})
