/** Why an event is rejected on which a step of the plan threw. The error may quote the event: only its name is told. */
export function faultOf(step: string, error: unknown): string {
  // Only events nest without bounds: what a definition or a mapping nests is as deep as somebody wrote it.
  if (error instanceof RangeError && error.message.includes('call stack')) return 'The event is nested too deeply.'
  const name = error instanceof Error ? error.name : 'error'
  return `${step} failed on this event (${name}): a fault of its definition, please report it.`
}
