/** The one place that knows Leaflet 1.9 is a global script: everybody else imports it. */
export default /** @type {typeof import('leaflet')} */ (/** @type {any} */ (globalThis).L);
