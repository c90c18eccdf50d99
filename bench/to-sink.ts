/** The same request to the sink, whatever host it names. */
export function toSink<Request extends { readonly url: string }>(request: Request, sink: string): Request {
  const { pathname, search } = new URL(request.url)
  return { ...request, url: sink + pathname + search }
}
