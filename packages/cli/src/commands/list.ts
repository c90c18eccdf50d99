import { destinations } from '@waybill/destinations'
import type { Destination } from '@waybill/kit'
import { EXIT } from '../exit-status'
import type { Terminal } from '../output/terminal'
import { findDestination } from '../settings/find-destination'
import { settingVariable } from '../settings/read-settings'

export interface ListFlags {
  readonly json?: boolean
}

/** `actions-cli list`: the destinations, or what one of them offers. */
export function list(slug: string | undefined, flags: ListFlags, terminal: Terminal): Promise<number> {
  if (slug !== undefined) {
    const destination = findDestination(slug)
    terminal.out(flags.json ? `${JSON.stringify(details(destination))}\n` : detailsText(destination))
  } else if (flags.json) terminal.out(`${JSON.stringify(Object.values(destinations).map(details))}\n`)
  else
    for (const { slug: name, description } of Object.values(destinations))
      terminal.out(`${name.padEnd(16)}${description}\n`)
  return Promise.resolve(EXIT.ok)
}

const details = (destination: Destination) => ({
  slug: destination.slug,
  name: destination.name,
  description: destination.description,
  settings: Object.entries(destination.settings).map(([key, { label, type, required = false }]) => ({
    key,
    label,
    type,
    required,
    variable: settingVariable(destination.slug, key)
  })),
  actions: Object.entries(destination.actions).map(([key, { title, description }]) => ({ key, title, description })),
  presets: destination.presets.map(({ name, partnerAction, subscribe }) => ({ name, partnerAction, subscribe }))
})

function detailsText(destination: Destination): string {
  const { settings, actions, presets } = details(destination)
  return [
    `${destination.name}: ${destination.description}`,
    '',
    'Settings',
    ...settings.map(
      ({ key, label, required, variable }) => `  ${key.padEnd(20)}${label}${required ? ', required' : ''} (${variable})`
    ),
    '',
    'Actions',
    ...actions.map(({ key, description }) => `  ${key.padEnd(20)}${description}`),
    '',
    'Presets',
    ...presets.map(({ name, partnerAction, subscribe }) => `  ${name} → ${partnerAction}\n      ${subscribe}`),
    ''
  ].join('\n')
}
