import type { Page } from 'playwright-core'

/** A text on the page whose colour does not stand out enough from what is behind it. */
export interface FaintText {
  readonly text: string
  readonly ratio: number
}

/**
 * Every visible text, in the shadow roots too, with less contrast than WCAG's AA asks: 4.5 to 1. What is disabled is left out, as there.
 *
 * @see https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
export const faintTexts = (page: Page): Promise<readonly FaintText[]> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number]
    const read = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
      return [red, green, blue, alpha]
    }
    const over = ([r, g, b, a]: Colour, [r2, g2, b2]: Colour): Colour => [
      r * a + r2 * (1 - a),
      g * a + g2 * (1 - a),
      b * a + b2 * (1 - a),
      1
    ]
    const luminance = (colour: Colour): number => {
      const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((channel) => {
        const part = channel / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const parentOf = (element: Element): Element | null =>
      element.parentElement ??
      (element.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : null)
    const groundOf = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1]
      const own = read(getComputedStyle(element).backgroundColor)
      return own[3] === 1 ? own : over(own, groundOf(parentOf(element)))
    }
    const ratioOf = (element: Element): number => {
      const ground = groundOf(element)
      const [one, other] = [luminance(over(read(getComputedStyle(element).color), ground)), luminance(ground)]
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    }
    const elementsIn = (root: ParentNode): readonly Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) =>
        element.shadowRoot === null ? [element] : [element, ...elementsIn(element.shadowRoot)]
      )
    return elementsIn(document)
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim() !== ''))
      .filter((element) => element.checkVisibility() && element.closest(':disabled, option, style, script') === null)
      .map((element) => ({
        text: (element.textContent ?? '').slice(0, 40),
        ratio: Math.round(ratioOf(element) * 100) / 100
      }))
      .filter(({ ratio }) => ratio < 4.5)
  })
