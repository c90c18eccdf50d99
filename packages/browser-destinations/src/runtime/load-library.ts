import type { TellDeveloper } from './tell-developer'

/** A vendor's library: the script that brings it, and how the page looks once it is there. */
export interface Vendor<Library> {
  readonly name: string
  readonly script: VendorScript
  /** The library, once its script has run and taken over what waits for it; undefined before. */
  readonly find: () => Library | undefined
}

export interface VendorScript {
  readonly src: string
  readonly attributes?: Readonly<Record<string, string>>
  /** For pages whose Content-Security-Policy allows scripts by nonce. */
  readonly nonce?: string | undefined
}

/** How long a library may take to come. */
const GIVE_UP_AFTER_SECONDS = 60
const LOOK_EVERY_MILLISECONDS = 100

/**
 * Loads a vendor's library, unless the page has it or is loading it already. Rejects with the reason when the script
 * is blocked or missing, when nothing has come of it after a minute, or when the signal ends the wait.
 */
export function loadLibrary<Library>(
  { name, script, find }: Vendor<Library>,
  tell: TellDeveloper,
  signal: AbortSignal
): Promise<Library> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearInterval(looking)
      clearTimeout(deadline)
      signal.removeEventListener('abort', abandon)
    }
    const look = (): void => {
      const library = find()
      if (library === undefined) return
      end()
      resolve(library)
    }
    const fail = (reason: string): void => {
      end()
      element?.remove()
      reject(new Error(reason))
    }
    const abandon = (): void => fail('it was removed from the page')
    const looking = setInterval(look, LOOK_EVERY_MILLISECONDS)
    const deadline = setTimeout(
      () => fail(`nothing came of ${script.src} within ${GIVE_UP_AFTER_SECONDS} seconds`),
      GIVE_UP_AFTER_SECONDS * 1000
    )
    signal.addEventListener('abort', abandon)
    const element = needsScript({ name, script, find }, tell) ? insertScript(script) : undefined
    element?.addEventListener('load', look)
    element?.addEventListener('error', () => fail(`${script.src} could not be loaded`))
    look()
  })
}

/** Two copies of a library would send everything twice. */
function needsScript({ name, script, find }: Vendor<unknown>, tell: TellDeveloper): boolean {
  if (find() !== undefined) return false
  const id = script.attributes?.['id']
  const isThere = Array.from(document.scripts, ({ src, id: other }) => src === script.src || (id && other === id)).some(
    Boolean
  )
  if (isThere)
    tell('snippet', `this page has ${name}'s own snippet as well; remove it, since the plugin loads the library.`)
  return !isThere
}

function insertScript({ src, attributes = {}, nonce }: VendorScript): HTMLScriptElement {
  const element = document.createElement('script')
  element.async = true
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (nonce !== undefined) element.nonce = nonce
  element.src = src
  document.head.append(element)
  return element
}
