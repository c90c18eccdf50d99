// Stands in for the vendors' hosts, so that the example needs no internet: a service worker of the page answers what the
// page asks them for. Each stub takes over like the library it stands for, and tells the page of every call.
const TELL = `const tell = (name) => (...args) =>
  window.dispatchEvent(new CustomEvent('vendor-call', { detail: name + '(' + args.map((arg) => JSON.stringify(arg)).join(', ') + ')' }))`

const STUBS = {
  'assets.customer.io': `{
    ${TELL}
    const library = { identify: tell('_cio.identify'), track: tell('_cio.track'), page: tell('_cio.page') }
    for (const [name, ...args] of window._cio) library[name](...args)
    window._cio = library
  }`,
  'cdn.boomtrain.com': `{
    ${TELL}
    if (document.currentScript.src.includes('/p13n/')) window.bt = tell('bt')
    else window._bt = { person: { set: tell('_bt.person.set') }, track: tell('_bt.track') }
  }`
}

addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  const stub = STUBS[new URL(event.request.url).hostname]
  if (stub === undefined) return
  event.respondWith(new Response(stub, { headers: { 'content-type': 'text/javascript' } }))
})
