/** What stands behind a name that was typed, so that nobody takes it for one that was drawn. */
const statements = {
  'zh-CN': '（键入姓名，代替手写签名）',
  en: ' (name typed in place of a handwritten signature)',
} as const

/** A signature by a typed name as it is recorded: with the statement that it was typed. */
export function typedSignature(name: string, language: keyof typeof statements): string | undefined {
  const given = name.trim()
  return given === '' ? undefined : `${given}${statements[language]}`
}

/** The name of a typed signature; that of a text nobody typed here is the text. */
export function typedName(value: string): string {
  const statement = Object.values(statements).find((one) => value.endsWith(one))
  return statement === undefined ? value : value.slice(0, -statement.length)
}
