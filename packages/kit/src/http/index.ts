export { basicAuthorization } from './authorization'
export { truncateUtf8, utf8Bytes } from './bytes'
export { encodeJson, RawJson } from './raw-json'
export type { Exchange, HttpRequest, HttpResponse } from './request'
