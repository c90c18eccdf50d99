import { describeFql } from './describe-fql'
import { parseFql } from './parse-fql'

const describeText = (source: string): string => {
  const parsed = parseFql(source)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return describeFql(parsed.ast)
}

test.each([
  ['type = "track"', 'the type is "track"'],
  ['type = "track" and event != "Order Completed"', 'the type is "track" and the event is not "Order Completed"'],
  ['type = "a" or type = "b" or type = "c"', 'the type is "a", "b" or "c"'],
  ['type = "track" and (event = "A" or event = "B")', 'the type is "track" and (the event is "A" or "B")'],
  ['type = "a" and event = "b" or type = "c"', '(the type is "a" and the event is "b") or the type is "c"'],
  [
    'type = "track" and event != "A" and event != "B" and event != "C" and userId != null',
    'the type is "track" and the event is neither "A", "B" nor "C" and the userId is there'
  ],
  ['event != "A" or event != "B"', 'the event is not "A" or the event is not "B"'],
  ['event = "A" or name = "A" or event = "B"', 'the event is "A" or the name is "A" or the event is "B"'],
  ['userId != null', 'the userId is there'],
  ['userId = null', 'the userId is absent'],
  ['properties.total >= 10', 'the properties.total is at least 10'],
  ['properties.total < 10', 'the properties.total is less than 10'],
  ['properties.isNew = true', 'the properties.isNew is true'],
  ['contains(event, "Order")', 'the event contains "Order"'],
  ['!contains(event, "Order")', 'the event does not contain "Order"'],
  ['match(event, "Order *")', 'the event looks like "Order *"'],
  ['!match(event, "Order *")', 'the event does not look like "Order *"'],
  [
    'type = "track" and !(event = "A" or event = "B")',
    'the type is "track" and (it is not so that the event is "A" or "B")'
  ]
])('%s', (source, description) => {
  expect(describeText(source)).toBe(description)
})
