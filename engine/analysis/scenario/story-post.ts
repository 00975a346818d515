import { waitsItsTurn } from '../../core/index.js'
import type { CaseMessage } from '../../core/command.js'

/** A message on its way. `revision` is that of the receiver when it was brought in vain. */
export interface Letter {
  readonly message: CaseMessage
  revision?: number | undefined
}

/** The messages between the cases of a story, in order. What cannot be taken waits until its receiver has changed. */
export class StoryPost {
  #letters: Letter[] = []

  add(messages: readonly CaseMessage[]): void {
    this.#letters.push(...messages.map((message) => ({ message })))
  }

  /** The next one to bring. It stays here until it is `done`, or brought in vain. */
  next(revisionOf: (instance: string) => number | undefined): Letter | undefined {
    return this.#letters.find(
      (letter, index) =>
        (letter.revision === undefined || letter.revision !== revisionOf(letter.message.to)) &&
        !(waitsItsTurn(letter.message) && this.#isBehind(letter, index)),
    )
  }

  done(letter: Letter): void {
    this.#letters = this.#letters.filter((one) => one !== letter)
  }

  #isBehind({ message: { from, to } }: Letter, index: number): boolean {
    return this.#letters.slice(0, index).some(({ message }) => message.from === from && message.to === to)
  }
}
