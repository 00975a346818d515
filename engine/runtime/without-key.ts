/** A copy of a value without one of its keys; the value itself is left alone. */
export function withoutKey<T extends object, Key extends keyof T>(value: T, key: Key): Omit<T, Key> {
  const copy = { ...value }
  Reflect.deleteProperty(copy, key)
  return copy
}
