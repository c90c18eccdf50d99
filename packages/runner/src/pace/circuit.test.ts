import { createCircuit } from './circuit'

const create = (random = 0) =>
  createCircuit({ failures: 3, backoff: { baseMilliseconds: 1000, maximumMilliseconds: 3000 }, random: () => random })

test('opens after so many failures in a row, and a good answer between them starts the count again', () => {
  const circuit = create()
  expect([circuit.trouble(0), circuit.trouble(0), circuit.good()]).toEqual([undefined, undefined, undefined])
  expect([circuit.trouble(0), circuit.trouble(0)]).toEqual([undefined, undefined])
  expect(circuit.freeAt()).toBe(0)
  expect(circuit.trouble(10)).toBe('opened')
  expect(circuit.freeAt()).toBe(510)
})

test('lets one probe through at a time, and waits longer after each that fails', () => {
  const circuit = create(1)
  for (let failure = 0; failure < 3; failure++) circuit.trouble(0)
  expect(circuit.freeAt()).toBe(1000)
  expect(circuit.start()).toBe(true)
  expect(circuit.freeAt()).toBe(Infinity)
  expect(circuit.trouble(1000)).toBeUndefined()
  expect(circuit.freeAt()).toBe(3000)
  circuit.start()
  circuit.trouble(3000)
  expect(circuit.freeAt()).toBe(6000)
})

test('a good answer closes it, also one to a request from before', () => {
  const circuit = create()
  expect(circuit.start()).toBe(false)
  for (let failure = 0; failure < 3; failure++) circuit.trouble(0)
  expect(circuit.good()).toBe('closed')
  expect(circuit.freeAt()).toBe(0)
  expect(circuit.good()).toBeUndefined()
})

test('failures that come in while it is open change nothing', () => {
  const circuit = create()
  for (let failure = 0; failure < 3; failure++) circuit.trouble(0)
  const until = circuit.freeAt()
  expect(circuit.trouble(400)).toBeUndefined()
  expect(circuit.freeAt()).toBe(until)
})
