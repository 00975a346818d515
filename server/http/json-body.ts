import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import type { JsonObject, JsonValue } from '../../engine/index.js'
import { RequestProblem } from './problem-response.js'

/** Largest request body in bytes, and how deep objects and lists may nest in it. */
const largestBody = 256 * 1024
const deepest = 32

/** Keys that reach into JavaScript's own objects. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

const parseBytes: RequestHandler = express.raw({ limit: largestBody, type: () => true })

/** Reads a JSON object into `request.body`, or answers why it cannot: media type, size, syntax, depth. */
export const jsonBody: RequestHandler = async (request, response, next) => {
  const found = request.headers['content-type']
  if (found === undefined || request.is('application/json') === false)
    throw new RequestProblem(
      'media-type-unsupported',
      "Expected 'Content-Type: application/json', but found another one.",
      { expected: 'application/json', found: found ?? '(none)' },
    )
  expectUtf8(found)
  const early: unknown = request.body
  if (early === undefined) await readBytes(request, response)
  request.body = isParsed(early) ? checkedObject(early) : parseObject(textOf(request.body))
  next()
}

function readBytes(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const done: NextFunction = (error?: unknown) => {
      if (error) reject(readingFailed(error))
      else resolve()
    }
    void parseBytes(request, response, done)
  })
}

/** An application around this may have read the body already, as JSON, as text or as bytes. */
function isParsed(body: unknown): body is JsonValue {
  return body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body)
}

/** JSON is UTF-8 (RFC 8259, 8.1); whatever else a type may say is not guessed at. */
function expectUtf8(type: string): void {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type) ?? []
  if (!/^utf-?8$/i.test(charset)) throw notUtf8()
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Damaged letters are refused: replaced by others they would be stored as if somebody had sent those. */
function textOf(body: unknown): string {
  if (!Buffer.isBuffer(body)) return typeof body === 'string' ? body : ''
  try {
    return utf8.decode(body)
  } catch {
    throw new RequestProblem(
      'request-malformed',
      'Expected a body in UTF-8, but found bytes that are none. Send it in UTF-8.',
    )
  }
}

function notUtf8(): RequestProblem {
  return new RequestProblem(
    'media-type-unsupported',
    'Expected UTF-8, plain or compressed with gzip, deflate or br, but found another encoding.',
  )
}

function parseObject(text: string): JsonObject {
  let value: JsonValue
  try {
    value = JSON.parse(text) as JsonValue
  } catch (error) {
    const found = error instanceof Error ? error.message : 'no JSON'
    throw new RequestProblem(
      'request-malformed',
      `Expected a JSON object, but the body could not be read: ${found}.`,
    )
  }
  return checkedObject(value)
}

function checkedObject(value: JsonValue): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new RequestProblem('request-malformed', 'Expected a JSON object, but found another kind of value.')
  checkNesting(value)
  return value
}

/** Walks without recursion, so that a hostile body cannot overflow the stack. */
function checkNesting(root: JsonObject): void {
  let level: JsonValue[] = [root]
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepest)
      throw new RequestProblem(
        'request-too-deep',
        `Expected at most ${deepest} levels of nesting, but found more.`,
      )
    level = level.flatMap((value) => {
      if (value === null || typeof value !== 'object') return []
      const bad = Object.keys(value).find((key) => forbiddenKeys.has(key))
      if (bad !== undefined)
        throw new RequestProblem('request-malformed', `Expected ordinary names, but found the key '${bad}'.`)
      return Object.values(value)
    })
  }
}

function readingFailed(error: unknown): Error {
  const type = (error as { type?: string }).type
  if (type === 'entity.too.large')
    return new RequestProblem(
      'request-too-large',
      `Expected at most ${largestBody / 1024} KiB, but the body is larger.`,
    )
  if (type === 'encoding.unsupported') return notUtf8()
  if (type === undefined && (error as { status?: number }).status !== 400)
    return error instanceof Error ? error : new Error(String(error))
  return new RequestProblem(
    'request-malformed',
    `Expected a readable body, but reading it failed: ${type ?? 'it is damaged'}.`,
  )
}
