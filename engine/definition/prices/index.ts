export { checkPrices } from './check-prices.js'
export type { PriceLists, PriceTable } from './price-table.js'
