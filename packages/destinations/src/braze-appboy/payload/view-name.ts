import type { Properties } from './properties'

export interface View {
  readonly category?: string | undefined
  readonly name?: string | undefined
  readonly properties?: Properties | undefined
}

/** The event a page becomes, as Segment's own integration named it: https://github.com/segment-integrations/integration-appboy */
export function pageEventName({ category, name }: View): string {
  if (!name) return 'Loaded a Page'
  return category ? `Viewed ${category} ${name} Page` : `Viewed ${name} Page`
}

/** The event a screen becomes. */
export const screenEventName = ({ name }: View): string => (name ? `Viewed ${name} Screen` : 'Loaded a Screen')

/** The properties of a view, its own name and category among them. */
export function viewProperties({ category, name, properties }: View): Properties {
  return { ...(name && { name }), ...(category && { category }), ...properties }
}
