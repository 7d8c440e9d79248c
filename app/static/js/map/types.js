/**
 * What the map is given: the decoded records file and the view of the moment.
 * @module
 */

/**
 * @typedef {object} Country
 * @property {string} id ISO 3166-1 alpha-3
 * @property {string} name in English
 * @property {string} state documented, searched, not-researched or out-of-scope
 * @property {string | null} searched day of the last search
 * @property {number | null} joined year of joining the Belt and Road
 * @property {number | null} left
 * @property {number} lon label point
 * @property {number} lat
 * @property {number} area roughly, km²
 * @property {number | boolean} micro whether a dot stands in for the shape
 */
/**
 * @typedef {object} MapRecord
 * @property {string} id
 * @property {string} kind deployments, policies, incidents or agreements
 * @property {string} country ISO 3166-1 alpha-3
 * @property {string} title
 * @property {string | null} place
 * @property {string | null} precision site, city, region or country
 * @property {number | null} lon
 * @property {number | null} lat
 * @property {string[]} technologies
 * @property {string[]} suppliers
 */
/** @typedef {{id: string, name: string, lon?: number | null, lat?: number | null}} Supplier */
/**
 * @typedef {object} Atlas
 * @property {Country[]} countries
 * @property {MapRecord[]} records
 * @property {Supplier[]} suppliers
 * @property {string[]} technologies
 * @property {string[]} groups the technology group of each of them
 */
/**
 * @typedef {{country?: string | null, record?: string | null, supplier?: string | null}} Selected
 */
/**
 * @typedef {object} Shown
 * @property {readonly MapRecord[]} records those that match the view, of every kind shown
 * @property {ReadonlySet<MapRecord>} certain those among them that certainly match in time
 * @property {ReadonlyMap<string, number>} counts deployments by country
 * @property {ReadonlySet<string>} members countries in the Belt and Road at the time shown
 * @property {ReadonlySet<string>} layers
 * @property {Selected} selected
 */
/** @typedef {{zoom: number, lat: number, lon: number}} View */
/** @typedef {(key: string, values?: Record<string, string | number>) => string} Words */

export {};
