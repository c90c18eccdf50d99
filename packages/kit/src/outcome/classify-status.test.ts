import { classifyStatus } from './classify-status'

test.each([
  [200, 'delivered'],
  [299, 'delivered'],
  [199, 'rejected'],
  [100, 'rejected'],
  [300, 'rejected'],
  [302, 'rejected'],
  [400, 'rejected'],
  [401, 'rejected'],
  [407, 'rejected'],
  [408, 'retry'],
  [409, 'rejected'],
  [422, 'rejected'],
  [423, 'retry'],
  [424, 'rejected'],
  [425, 'rejected'],
  [428, 'rejected'],
  [429, 'retry'],
  [430, 'rejected'],
  [499, 'rejected'],
  [500, 'retry'],
  [501, 'rejected'],
  [502, 'retry'],
  [529, 'retry'],
  [599, 'retry']
])('%i means %s', (status, meaning) => {
  expect(classifyStatus(status)).toBe(meaning)
})
