/** What pages need of the definition of a field: nothing of where it comes from, or who else may see it. */
export function labelled(definition: unknown): object {
  const { type, label, of, fields } = (definition ?? {}) as Readonly<Record<string, unknown>>
  const parts = Object.entries((fields ?? {}) as Readonly<Record<string, unknown>>).map(
    ([name, part]) => [name, labelled(part)] as const,
  )
  return {
    ...{ type, of: type === 'list' ? labelled(of) : of },
    ...(label !== undefined && { label }),
    ...(parts.length > 0 && { fields: Object.fromEntries(parts) }),
  }
}
