import { takeToken } from './api/session'
import { isRecord } from './editor/is-record'
import './styles/tokens.css'
import './styles/base.css'
import './components/components.css'
import './shell/app.css'

/** How long the page waits after the last key before it asks what becomes of what is written. */
const PAUSE_MILLISECONDS = 150

const element = document.getElementById('page')
if (element === null) throw new Error('The page has no place to be drawn in.')

const access = {
  base: 'api/',
  token: takeToken(location, history, sessionStorage),
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  later: (run: () => void) => {
    const timer = setTimeout(run, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  },
  element
}

/** One page is for both servers: which view it opens with, the one that it came from says. */
async function isOfService(): Promise<boolean> {
  try {
    const response = await fetch('view.json', { credentials: 'omit', cache: 'no-store' })
    const answer: unknown = await response.json()
    return isRecord(answer) && answer['view'] === 'deliveries'
  } catch {
    return false
  }
}

if (await isOfService()) {
  const { showDeliveries } = await import('./deliveries/show-deliveries')
  showDeliveries(access)
} else {
  const { showTester } = await import('./tester/show-tester')
  showTester(access)
}
