/** Plain JSON as it is stored and sent. There is no `null` in case data: an empty answer is an absent field. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
export type JsonObject = { [key: string]: JsonValue }

/** A text people see. A plain string in YAML has been expanded to the same text in both languages. */
export interface Text {
  readonly 'zh-CN': string
  readonly en: string
}
