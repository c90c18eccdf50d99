/** What a configuration file is called unless somebody calls it otherwise. */
export const CONFIGURATION_FILE = 'waybill.yaml'
