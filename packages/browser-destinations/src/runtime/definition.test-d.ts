import type { BrowserDestinationDefinition } from '@segment/browser-destination-runtime/types'
import { definition as boomtrain } from '../boomtrain'
import type { BoomtrainClient } from '../boomtrain/client'
import type { BoomtrainSettings } from '../boomtrain'
import { definition as customerio } from '../customerio'
import type { CustomerioClient } from '../customerio/client'
import type { CustomerioSettings } from '../customerio'

// The definitions are Segment's browser destinations: compiling is the test.
customerio satisfies BrowserDestinationDefinition<CustomerioSettings, CustomerioClient>
boomtrain satisfies BrowserDestinationDefinition<BoomtrainSettings, BoomtrainClient>
