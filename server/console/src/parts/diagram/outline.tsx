import { outlineTree, type OutlineState } from './outline-tree.js'
import './outline.css'

/** What the picture shows, as a list: each state inside the one that holds it, with its marks and the ways out of it. */
export function Outline({ text }: { readonly text: string }) {
  const { head, states } = outlineTree(text)
  return (
    <div className="panel outline">
      <h2>{head}</h2>
      <States states={states} />
    </div>
  )
}

function States({ states }: { readonly states: readonly OutlineState[] }) {
  return (
    <ul>
      {states.map(({ text, ways, states: inside }, index) => (
        <li key={index}>
          <strong>{text}</strong>
          {ways.map((way, place) => (
            <p key={place}>{way}</p>
          ))}
          {inside.length > 0 && <States states={inside} />}
        </li>
      ))}
    </ul>
  )
}
