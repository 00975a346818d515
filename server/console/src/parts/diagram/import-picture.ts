/**
 * The picture of an answer, as part of this page. The server made it and escaped every text in it; it is read as XML
 * and taken over as nodes, never as markup of the page, and scripts that are read so do not run. Throws a `TypeError`
 * for anything else.
 */
export function importPicture(text: string): SVGSVGElement {
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
  const picture: unknown = document.importNode(documentElement, true)
  if (!(picture instanceof SVGSVGElement))
    throw new TypeError('Expected a picture as SVG, but the answer is none.')
  return picture
}
