import { defineSettings } from '@waybill/kit'

/** A source that speaks Segment's HTTP Tracking API. */
export const segmentSection = defineSettings({
  writeKeys: {
    label: 'Write keys',
    description:
      'The keys that events of this source carry; several, so that one can be replaced while the other works.',
    type: 'password',
    multiple: true,
    required: true
  },
  origins: {
    label: 'Origins',
    description:
      'The web pages that may send from a browser, such as https://www.example.com, or * for all; without it, none.',
    type: 'string',
    multiple: true,
    pattern: {
      regex: '\\*|https?://[^/*]+',
      message:
        'an origin is a scheme and a host, as in https://www.example.com, without a path; * stands alone, for all.'
    }
  }
})
