import { describe, expect, it } from 'vitest'
import { createProgram } from '../../cli/program.js'
import { readPage } from './fences.js'

type Program = ReturnType<typeof createProgram>

/** Every command that does something, as `name [argument]` with its long options. */
function commandsOf(command: Program, prefix = ''): string[] {
  if (command.commands.length > 0)
    return command.commands.flatMap((sub) => commandsOf(sub, `${prefix}${command.name()} `))
  const values = command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? '...' : '')
    return argument.required ? ` <${name}>` : ` [${name}]`
  })
  const options = command.options.map(({ flags }) => flags).sort()
  return [`${prefix}${command.name()}${values.join('')}: ${options.join(', ')}`]
}

describe('docs/cli.md', () => {
  it('has every command with its arguments and options, and no other', () => {
    const told = readPage('cli.md')
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const [, command = ''] = /^`([^`]+)`/.exec(section) ?? []
        const options = [...section.matchAll(/^- `(--[^`]+)`/gm)].map(([, flags]) => flags ?? '').sort()
        return `${command}: ${options.join(', ')}`
      })

    expect(told.sort()).toEqual(commandsOf(createProgram()).sort())
  })
})
