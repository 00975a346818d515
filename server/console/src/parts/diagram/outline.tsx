import { outlineTree, type OutlineState } from './outline-tree.js'
import './outline.css'

/** What the picture shows, as a list: each state inside the one that holds it, with its marks and the ways out of it; it can be closed. */
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
          {inside.length === 0 ? (
            <>
              <strong>{text}</strong>
              <Ways ways={ways} />
            </>
          ) : (
            <details open>
              <summary>
                <strong>{text}</strong>
              </summary>
              <Ways ways={ways} />
              <States states={inside} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

const Ways = ({ ways }: { readonly ways: readonly string[] }) =>
  ways.map((way, place) => <p key={place}>{way}</p>)
