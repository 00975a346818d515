/**
 * A node to be killed: an engine on the real clock, behind a small HTTP port. `POST /create` and `/scan` with
 * `{ key, mark, instance? }` answer 200 with the case once it is committed, 422 when it was refused, 503 otherwise. It
 * loads its code and says so by IPC, opens the database when it is told to begin, and stops orderly when it is told again.
 */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
// Not through the door of the engine, behind which there is much that a node does not need.
import { createOutgoing, httpService, webhookChannel } from '../../../engine/channels/index.js'
import { createEngine } from '../../../engine/runtime/create-engine.js'
import type { Answer } from '../../../engine/runtime/engine.js'
import { openDatabase } from '../../../engine/store/index.js'
import { receivedWorkflows } from './parcel-workflows.js'
import type { NodeConfig } from './parts.js'

interface Wish {
  readonly key: string
  readonly mark: string
  readonly instance?: string
}

const config = JSON.parse(process.argv[2] ?? '{}') as NodeConfig
const outgoing = createOutgoing({ allow: ['127.0.0.1'] })
const url = (lane: string): string => `${config.receiver}/${lane}`
const service = (lane: string) => httpService({ method: 'POST', url: url(lane), timeout: 2000 }, { outgoing })
const workflows = receivedWorkflows(config.workflows)
process.send?.('loaded')
await once(process, 'message')

const database = await openDatabase(config.database)
const engine = await createEngine({
  ...database,
  workflows,
  services: { weigh: service('weigh'), file: service('file'), count: service('count') },
  channels: {
    crm: webhookChannel({
      ...{ url: url('crm'), source: 'https://depot.example', outgoing },
      secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
    }),
  },
  // Short, since the run is: what a dead node has left is taken over after these.
  ...{ node: config.name, pollInterval: 200, leaseDuration: 600, effects: { lease: 1000, timeout: 3000 } },
  log: ({ level, code, message }) => {
    if (level === 'error') process.stderr.write(`${config.name}: ${code ?? ''} ${message}\n`)
  },
})
await engine.start()

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => void serve(request.url ?? '', JSON.parse(body) as Wish, response))
})
server.listen(config.port, '127.0.0.1', () => process.send?.('serving'))
process.on('message', () => {
  server.close()
  server.closeAllConnections()
  void engine
    .stop()
    .then(() => database.close())
    .then(() => process.exit(0))
})

async function serve(path: string, wish: Wish, response: ServerResponse): Promise<void> {
  const done = path === '/create' ? create(wish) : scan(wish)
  if (config.broken === 'durability' && path === '/scan') {
    // What was not committed is said to be done.
    reply(response, 200, { instance: wish.instance })
    await done.catch(() => undefined)
    return
  }
  try {
    const answer = await done
    process.send?.('committed')
    // The way back takes its time, and whoever asked may never learn of the commit.
    await new Promise((wake) => setTimeout(wake, 200 * Math.random()))
    if (answer.refused) reply(response, 422, { refused: answer.refused.code })
    else reply(response, 200, { instance: answer.instance.id })
  } catch (error) {
    reply(response, 503, { error: String(error) })
  }
}

function create({ key, mark }: Wish): Promise<Answer> {
  return engine.create('parcel', { actor: 'ann', data: { mark }, ...keyed(key) })
}

function scan({ key, mark, instance = '' }: Wish): Promise<Answer> {
  return engine.send(instance, 'scan', { actor: 'ann', payload: { scanned: mark }, ...keyed(key) })
}

function keyed(key: string): { readonly idempotencyKey?: string } {
  return config.broken === 'idempotency' ? {} : { idempotencyKey: key }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
