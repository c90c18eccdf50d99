import fc from 'fast-check'
import { currencyOf, partsOf, productId } from './product'

const parts = (product: { readonly [key: string]: unknown }) => {
  const notes: string[] = []
  return { parts: partsOf(product, (text) => notes.push(text)), notes }
}

test.each([
  [{ product_id: 'a', productId: 'b', id: 'c', sku: 'd', name: 'e' }, 'a'],
  [{ productId: 'b', id: 'c', sku: 'd', name: 'e' }, 'b'],
  [{ id: 'c', sku: 'd', name: 'e' }, 'c'],
  [{ sku: 'd', name: 'e' }, 'd'],
  [{ name: 'e' }, 'e'],
  [{ product_id: '', id: 7 }, '7'],
  [{ product_id: 'x'.repeat(256), sku: 'd' }, 'd'],
  [{ product_id: { a: 1 } }, undefined],
  [{}, undefined]
])('the ID of %p is %p', (product, id) => {
  expect(productId(product)).toBe(id)
})

test.each([
  ['eur', 'EUR'],
  [' gbp ', 'GBP'],
  ['', 'USD'],
  [undefined, 'USD'],
  [978, 'USD']
])('the currency %p is %s', (currency, code) => {
  expect(currencyOf(currency, 'USD')).toBe(code)
})

test.each([
  [{ price: 5 }, [{ price: 5, quantity: 1 }]],
  [{ price: '$5.50', quantity: '2' }, [{ price: 5.5, quantity: 2 }]],
  [{ price: -5, quantity: 100 }, [{ price: -5, quantity: 100 }]],
  [
    { price: 5, quantity: 101 },
    [
      { price: 5, quantity: 100 },
      { price: 5, quantity: 1 }
    ]
  ],
  [{ price: 5, quantity: null }, [{ price: 5, quantity: 1 }]]
])('%p is bought as it says', (product, expected) => {
  expect(parts(product)).toEqual({ parts: expected, notes: [] })
})

test.each([
  [{ price: 10, quantity: 0.5 }, [{ price: 5, quantity: 1 }], 'one purchase tells its revenue'],
  [{ price: 2, quantity: 1_000_000 }, [{ price: 2_000_000, quantity: 1 }], 'one purchase tells its revenue'],
  [{ price: 2, quantity: 'some' }, [{ price: 2, quantity: 1 }], 'counts as 1'],
  [{ price: 2, quantity: 0 }, [], 'not above 0'],
  [{ price: 2, quantity: -1 }, [], 'not above 0'],
  [{ quantity: 1 }, [], 'no price'],
  [{ price: 'free' }, [], 'no price'],
  [{ price: '0x10' }, [], 'no price'],
  [{ price: '' }, [], 'no price'],
  [{ price: {} }, [], 'no price'],
  [{ price: 1e305, quantity: 10_001 }, [], 'beyond any amount']
])('%p is told as well as Braze lets it, with a note', (product, expected, note) => {
  expect(parts(product)).toEqual({ parts: expected, notes: [expect.stringContaining(note)] })
})

test('whatever the quantity, no revenue is lost and no part is more than Braze takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (price, quantity) => {
      const made = parts({ price, quantity }).parts
      expect(made.reduce((sum, part) => sum + part.price * part.quantity, 0)).toBe(price * quantity)
      expect(made.every((part) => part.quantity >= 1 && part.quantity <= 100)).toBe(true)
      expect(made.length).toBeLessThanOrEqual(100)
    })
  )
})
