import { failed } from './evaluation-stop.js'

/** Fen of an amount in yuan. A third decimal is rounded half up, away from zero. */
export function toFen(yuan: number): bigint {
  if (!Number.isFinite(yuan) || Math.abs(yuan) > 9_000_000_000_000)
    throw failed(`Expected an amount in yuan, but ${yuan} is too large.`)
  const fen = yuan * 100
  const whole = Math.round(fen)
  // Nearly every amount is whole fen but for binary noise; the careful way is twenty times dearer.
  return BigInt(Math.abs(fen - whole) < 1e-4 && Math.abs(fen) < 1e11 ? whole : roundHalfUp(fen))
}

/** Yuan with at most two decimals, as JSON has it. */
export function toYuan(fen: bigint): number {
  const yuan = Number(fen) / 100
  if (Math.abs(yuan) > 9_000_000_000_000) throw failed('Expected an amount of money, but it is too large.')
  return yuan
}

/** Whether a number of yuan has no more than two decimals. */
export function isWholeFen(yuan: number): boolean {
  return Math.abs(yuan) <= 9_000_000_000_000 && Number(yuan.toFixed(2)) === yuan
}

/** An amount as people read it: `¥1,234.50`. */
export function formatMoney(fen: bigint): string {
  const absolute = fen < 0n ? -fen : fen
  const yuan = (absolute / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0n ? '-' : ''}¥${yuan}.${(absolute % 100n).toString().padStart(2, '0')}`
}

/** `fen` times a factor, rounded half up. */
export function multiplyMoney(fen: bigint, factor: number | bigint): bigint {
  if (typeof factor === 'bigint') return fen * factor
  const { digits, scale } = decimalOf(factor)
  return divideHalfUp(fen * digits, scale)
}

/** `fen` divided by a number, rounded half up. Division by zero is a failure. */
export function divideMoney(fen: bigint, divisor: number | bigint): bigint {
  const { digits, scale } = typeof divisor === 'bigint' ? { digits: divisor, scale: 1n } : decimalOf(divisor)
  if (digits === 0n) throw failed('Expected a divisor other than zero, but it is zero.')
  return divideHalfUp(fen * scale, digits)
}

/** Nearest whole number, a half away from zero. The decimal a person wrote counts, not its binary neighbour. */
export function roundHalfUp(value: number): number {
  const magnitude = Math.abs(value)
  // 1.005 * 100 is 100.49999999999999 in binary: 12 significant places more than people write are dropped first.
  const cleaned = Number(magnitude.toPrecision(15))
  return Math.sign(value) * Math.floor(cleaned + 0.5)
}

function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const top = dividend < 0n ? -dividend : dividend
  const bottom = divisor < 0n ? -divisor : divisor
  const rounded = (top * 2n + bottom) / (bottom * 2n)
  return negative ? -rounded : rounded
}

/** A number as the decimal people see: 0.15 is 15 / 100, not its binary neighbour. */
function decimalOf(value: number): { readonly digits: bigint; readonly scale: bigint } {
  if (!Number.isFinite(value) || Math.abs(value) > 1e15)
    throw failed(`Expected a factor within reach of money, but found ${value}.`)
  const [whole = '0', fraction = ''] = plain(value).split('.')
  return { digits: BigInt(whole + fraction), scale: 10n ** BigInt(fraction.length) }
}

function plain(value: number): string {
  const written = String(value)
  return written.includes('e') ? value.toFixed(20) : written
}
