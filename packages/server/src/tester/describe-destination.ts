import { defaultMapping, presetSubscription } from '@waybill/kit'
import type { Destination, Example, Examples } from '@waybill/kit'
import type { Entry } from '../definitions/catalogue'
import type { ActionDetail, DestinationDetail, DestinationSummary, ExampleDetail } from './contract'
import { exampleSubscription } from './examples/example-subscription'
import type { SandboxAccess } from './sandbox-access'

/** One line of the list of destinations. */
export function summarize({ slug, definition, problem }: Entry): DestinationSummary {
  const told = problem === undefined ? {} : { problem }
  if (definition === undefined) return { slug, name: slug, description: '', isLoaded: false, ...told }
  if (definition.kind === 'segment') {
    const { name } = definition.definition
    const reason = `${name} is written for Segment's runtime: it is served at /${slug}/manifest, but cannot be explained.`
    return { slug, name, description: '', isLoaded: false, problem: reason }
  }
  const { name, description } = definition.destination
  return { slug, name, description, isLoaded: true, ...told }
}

export interface DetailOptions {
  readonly slug: string
  readonly examples: Examples | undefined
  readonly sandboxes: SandboxAccess
}

/** A destination as data. */
export function describeDestination(
  destination: Destination,
  { slug, examples, sandboxes }: DetailOptions
): DestinationDetail {
  const { authentication, deletion } = destination
  const sandboxSettings = sandboxes.settingsFor(destination)
  return {
    slug,
    name: destination.name,
    description: destination.description,
    integrationNames: destination.integrationNames,
    settings: destination.settings,
    authentication: {
      scheme: authentication.scheme,
      ...(authentication.test !== undefined && { testDocs: authentication.test.docs })
    },
    actions: Object.entries(destination.actions).map(([name, action]) => describeAction(name, action)),
    presets: destination.presets.map((preset) => ({
      ...presetSubscription(destination, preset),
      optional: preset.optional ?? false
    })),
    ...(deletion !== undefined && { deletion }),
    ...(sandboxSettings !== undefined && { sandbox: { settings: sandboxSettings } }),
    examples: examples?.examples.map((example) => describeExample(destination, examples, example)) ?? [],
    canSaveExamples: examples !== undefined
  }
}

function describeAction(name: string, action: Destination['actions'][string]): ActionDetail {
  const { title, description, defaultSubscription, fields, endpoint } = action
  return {
    name,
    title,
    description,
    ...(defaultSubscription !== undefined && { defaultSubscription }),
    fields,
    defaultMapping: defaultMapping(fields),
    endpoint: {
      docs: endpoint.docs,
      limits: endpoint.limits,
      ...(endpoint.slots !== undefined && { slots: endpoint.slots })
    }
  }
}

const describeExample = (destination: Destination, examples: Examples, example: Example): ExampleDetail => ({
  title: example.title,
  action: example.action,
  event: example.event,
  subscription: exampleSubscription(destination, example),
  settings: { ...examples.settings, ...example.settings },
  expect: example.expect
})
