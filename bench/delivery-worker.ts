import { destinations } from '@waybill/destinations'
import type { Destination } from '@waybill/kit'
import { deliverBare } from './deliver-bare'
import { deliverBySegment } from './deliver-by-segment'
import { deliverByWaybill } from './deliver-by-waybill'
import type { DeliveryAnswer, DeliveryRequest, DeliveryWork } from './delivery-work'

type Deliver = (destination: Destination, request: DeliveryRequest) => Promise<Omit<DeliveryAnswer, 'peakRssMb'>>

const WORKS: Readonly<Record<DeliveryWork, Deliver>> = {
  waybill: deliverByWaybill,
  onEvent: deliverBySegment,
  onBatch: deliverBySegment,
  bare: deliverBare
}

async function main(request: DeliveryRequest): Promise<void> {
  const destination = destinations[request.slug]
  if (destination === undefined) throw new Error(`There is no destination ${request.slug}.`)
  const work = WORKS[request.work]
  // The first time only warms up: compiled code is what runs for hours.
  await work(destination, { ...request, events: Math.ceil(request.events / 2) })
  const answer = await work(destination, request)
  // maxRSS is in kilobytes.
  process.send?.({ ...answer, peakRssMb: process.resourceUsage().maxRSS / 1024 }, () => process.exit())
}

process.on('message', (request) => void main(request as DeliveryRequest))
