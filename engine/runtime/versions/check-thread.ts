import { parentPort, workerData } from 'node:worker_threads'
import type { CheckRequest } from './check-in-thread.js'
import { checkSource } from './check-source.js'

/** The thread of `check-in-thread.ts`: checks what it was begun with, and ends. */
const { folder, source } = workerData as CheckRequest

parentPort?.postMessage(checkSource(folder, source))
