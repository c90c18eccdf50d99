import type { Listening } from '../http/listen'
import { listen, LOOPBACK } from '../http/listen'
import { PAGE_PATH } from '../page/page-routes'
import { announceChanges } from './announce-changes'
import { createServeApp } from './create-serve-app'
import type { ServeAppOptions } from './create-serve-app'

export interface ServeOptions extends ServeAppOptions {
  /** 0 takes a free one. The WebSocket is on the port behind it. */
  readonly port: number
}

/** A server that runs. */
export interface Serving {
  /** Without a slash at its end. */
  readonly url: string
  /** Where "change" is told; undefined without the page, as in Segment's `serve`. */
  readonly changesUrl: string | undefined
  /** The page with its token; undefined when it is left out. */
  readonly pageUrl: string | undefined
  /** The same page, once, for opening it in a browser. */
  readonly launchUrl: string | undefined
  readonly close: () => Promise<void>
}

/** Serves destinations on the loopback interface; rejects with the system's error when a port cannot be had. */
export async function startServe(options: ServeOptions): Promise<Serving> {
  const { page, port, token, catalogue } = options
  const listening: Listening[] = []
  const close = async (): Promise<void> => {
    await Promise.all(listening.map((each) => each.close()))
  }
  try {
    const server = await listen(createServeApp(options), port)
    listening.push(server)
    const url = `http://${LOOPBACK}:${server.port}`
    if (page === undefined) {
      return { url, changesUrl: undefined, pageUrl: undefined, launchUrl: undefined, close }
    }
    const changes = await announceChanges(catalogue, port === 0 ? 0 : port + 1)
    listening.push(changes)
    return {
      url,
      changesUrl: `ws://${LOOPBACK}:${changes.port}`,
      pageUrl: `${url}${PAGE_PATH}/#token=${token}`,
      launchUrl: `${url}${PAGE_PATH}/start/${page.launchCode}`,
      close
    }
  } catch (error) {
    // A port that is taken must not leave the other listening.
    await close()
    throw error
  }
}
