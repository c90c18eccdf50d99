import { defaultMapping } from '@waybill/kit'
import type { Destination, Subscription } from '@waybill/kit'
import { segmentFields } from '../segment-fields'

/** The slug of an action destination in Segment's repository, where it starts so by convention. */
export const segmentSlug = ({ slug }: Destination): string => (slug.startsWith('actions-') ? slug : `actions-${slug}`)

/** The folder of a destination in Segment's repository. */
export const segmentFolder = ({ slug }: Destination): string => slug.replace(/^actions-/, '')

/** The presets that a user gets without asking, each with its whole mapping. */
export const segmentPresets = ({ presets, actions }: Destination): readonly Subscription[] =>
  presets
    .filter(({ optional }) => optional !== true)
    .map(({ name, partnerAction, subscribe, mapping }) => {
      const action = actions[partnerAction]
      const defaults = action === undefined ? {} : defaultMapping(segmentFields(action))
      return { name, partnerAction, subscribe, mapping: { ...defaults, ...mapping } }
    })
