/** A request as it goes over the line, byte by byte. */
export interface Sent {
  /** `METHOD /path/{parameter}` of the operation it is aimed at. */
  readonly route: string
  readonly method: string
  /** What stands in the first line behind the method. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: Buffer
  /** What is wrong with it, in words. */
  readonly tricks: readonly string[]
  /** Whether an answer that is no refusal would be a fault by itself. */
  readonly mustBeRefused?: true
}

/** What came back. Without a status the connection was closed without an answer. */
export interface Answer {
  readonly status: number | undefined
  readonly headers: Headers
  readonly text: string
  readonly ms: number
}

/** The request as a command of the shell, to be tried again by hand. Long bodies and odd bytes are told in base64. */
export function toCurl(origin: string, { method, target, headers, body }: Sent): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
  const parts = [
    'curl -i --path-as-is',
    `-X ${quoted(method)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : ['--data-binary @-']),
    quoted(origin + target),
  ]
  return body === undefined
    ? parts.join(' ')
    : `echo ${body.toString('base64')} | base64 -d | ${parts.join(' ')}`
}
