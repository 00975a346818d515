import { failed } from './evaluation-stop.js'

const maxInteger = 2n ** 63n - 1n

/** Integers have 64 bits, as in CEL; fen share the bound. */
export function inRange(value: bigint): bigint {
  if (value > maxInteger || value < -maxInteger - 1n)
    throw failed('Expected a number within 64 bits, but the result is larger.')
  return value
}

/** A number that JSON can hold. */
export function finite(value: number): number {
  if (!Number.isFinite(value)) throw failed('Expected a number, but the result is too large or undefined.')
  return value
}
