export { customerio } from './customerio'
