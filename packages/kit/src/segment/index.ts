export { toSegment } from './to-segment'
