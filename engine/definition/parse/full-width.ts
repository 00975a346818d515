/** Characters that look like ASCII punctuation in a Chinese input method, with what to type. */
const asciiFor: { readonly [character: string]: string } = {
  '　': ' ',
  '，': ',',
  '、': ',',
  '。': '.',
  '：': ':',
  '；': ';',
  '！': '!',
  '？': '?',
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
  '｛': '{',
  '｝': '}',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '＂': '"',
  '＇': "'",
  '＝': '=',
  '＋': '+',
  '－': '-',
  '—': '-',
  '–': '-',
  '＊': '*',
  '／': '/',
  '＜': '<',
  '＞': '>',
  '《': '<',
  '》': '>',
  '＆': '&',
  '｜': '|',
  '＃': '#',
  '％': '%',
  '＄': '$',
  '＿': '_',
  '．': '.',
}

/** The ASCII character meant by a full-width one; full-width letters and digits included. */
export function asciiOf(character: string): string | undefined {
  const known = asciiFor[character]
  if (known !== undefined) return known
  const code = character.codePointAt(0) ?? 0
  return code >= 0xff10 && code <= 0xff5a ? String.fromCodePoint(code - 0xfee0) : undefined
}

/** A text with each full-width character replaced by the ASCII one. */
export const toAscii = (text: string): string =>
  Array.from(text, (character) => asciiOf(character) ?? character).join('')
