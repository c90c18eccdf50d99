import { createServer } from 'node:http'

// A vendor that accepts everything, in a process of its own so that its work is not counted as the sender's.
const server = createServer((request, response) => {
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  request.on('end', () => {
    response.writeHead(bytes > 0 ? 200 : 400, { 'content-type': 'application/json' })
    response.end('{"message":"success"}')
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.send?.(`http://127.0.0.1:${address.port}`)
})
process.on('disconnect', () => process.exit())
