import { isJsonObject } from '../../json'
import { computedFrom, resolverOf } from '../compiled'
import { describe } from '../describe'
import { mappingFailure } from '../mapping-error'
import { beside, whereOf, within } from '../place'
import { withRootDirective } from '../root-mapping'
import { compileObjectOrDirective, directiveWithOptions } from './directive'

/** `@transform`: one mapping after another; `mapping` sees what `apply` made of the event, and nothing else. */
export const transformDirective = directiveWithOptions((options, place) => {
  const applyAt = beside(place, 'apply')
  const apply = compileObjectOrDirective(
    isJsonObject(options['apply']) ? withRootDirective(options['apply'], applyAt) : options['apply'],
    applyAt
  )
  const mapping = compileObjectOrDirective(options['mapping'], within(place, 'mapping'))
  const [resolveApply, resolveMapping] = [resolverOf(apply), resolverOf(mapping)]
  return computedFrom([apply], (source) => {
    if (source === undefined || isJsonObject(source)) return resolveMapping(resolveApply(source ?? {}))
    const message = `${whereOf(place.path)} got ${describe(source)} to transform; use it on an event or on items that are objects.`
    throw mappingFailure(place.path, message)
  })
})
