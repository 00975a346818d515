/**
 * A mobile number in the form of E.164, such as `+8613800138000`. Reads mainland mobile numbers with or without `+86`,
 * `0086` or `86`, and numbers of other countries with their `+`; spaces and hyphens do not count. `undefined` for what
 * is neither, a mainland landline included: nothing can be sent there.
 */
export function readMobileNumber(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '')
  const mainland = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(digits)?.[1]
  if (mainland !== undefined) return `+86${mainland}`
  return /^\+(?!86)[1-9]\d{6,14}$/.test(digits) ? digits : undefined
}
