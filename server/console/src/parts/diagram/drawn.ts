const namespace = 'http://www.w3.org/2000/svg'

/** An element of a picture. */
export function drawn<Name extends 'g' | 'rect' | 'text' | 'title' | 'circle' | 'path'>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(namespace, name)
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value))
  return element
}
