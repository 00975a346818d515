import { nearestName } from '../../errors/nearest-name.js'
import type { JsonObject } from '../../errors/json.js'
import type { FieldType } from '../../expression/expression.js'
import type { DeclaredService } from '../outside/declared-service.js'
import type { ValuePath } from '../document.js'
import type { Compilation } from './compilation.js'
import { dictionary } from './field-node.js'
import { objectAt, textAt } from './json-access.js'

/**
 * The service that an `invoke` or a `call` names, and what is wrong with the names it is given. A service that no file
 * declares is a warning, since the program that runs the engine may bring it; where no file declares any, nothing is
 * said.
 */
export function namedService(
  { log, known: { services } }: Compilation,
  holder: JsonObject,
  path: ValuePath,
): DeclaredService | undefined {
  const name = textAt(holder, 'service')
  if (!services || name === undefined) return undefined
  const service = services.get(name)
  if (service) {
    reportInput(log, { service, input: objectAt(holder, 'input') }, path)
    return service
  }
  const nearest = nearestName(name, services.keys())
  log.report(
    'unknown-service',
    [...path, 'service'],
    `Expected a declared service, but no file declares '${name}'.`,
    {
      severity: 'warning',
      found: name,
      nearest,
      hint:
        nearest === undefined
          ? 'Declare it in services.yaml, unless your program gives it to the engine.'
          : `Did you mean '${nearest}'?`,
    },
  )
  return undefined
}

function reportInput(
  log: Compilation['log'],
  { service, input }: { readonly service: DeclaredService; readonly input: JsonObject },
  path: ValuePath,
): void {
  if (!service.input) return
  const names = service.input.map(({ name }) => name)
  for (const name of Object.keys(input).filter((one) => !names.includes(one))) {
    const nearest = nearestName(name, names)
    log.report(
      'unknown-key',
      [...path, 'input', name],
      `Expected only what '${service.name}' is given, but found '${name}'.`,
      {
        key: true,
        found: name,
        nearest,
        hint:
          nearest === undefined ? `It takes ${names.join(', ') || 'nothing'}.` : `Did you mean '${nearest}'?`,
      },
    )
  }
  for (const { name, required } of service.input)
    if (required && !Object.hasOwn(input, name) && !log.wasFaulty('input', name))
      log.report(
        'missing-key',
        [...path, 'service'],
        `Expected '${name}' to be given to '${service.name}', but it is missing.`,
        { expected: name, hint: `Give it under 'input'.` },
      )
}

/**
 * What `event` is when a service has answered, where it says what it answers: those names and no other. Each may be
 * anything, and is looked for when the answer is there, as with a service that says nothing.
 */
export function declaredAnswer(
  service: DeclaredService | undefined,
): { readonly [name: string]: FieldType } | undefined {
  const answered: FieldType = { type: { kind: 'any' }, required: true }
  return service?.output && dictionary(service.output.map((name) => [name, answered]))
}
