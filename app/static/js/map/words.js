/**
 * What the map says, in English. The page's catalogues hold the same keys in every language.
 */

/** @type {Readonly<Record<string, string>>} */
export const WORDS = Object.freeze({
    'map.label': 'Map of the world. Everything it shows is also in the table.',
    'map.zoom-in': 'Zoom in',
    'map.zoom-out': 'Zoom out',
    'map.whole-world': 'Show the whole world',
    'map.hint-wheel': 'Hold Ctrl or ⌘ while scrolling to zoom the map',
    'map.hint-touch': 'Move the map with two fingers',
    'map.deployments': 'Deployments in this view: {count}',
    'map.policies': 'Policies: {count}',
    'map.incidents': 'Incidents: {count}',
    'map.agreements': 'Agreements: {count}',
    'map.records-here': 'Records here: {count}',
    'map.possible': 'Possibly in the time shown',
    'map.state-documented': 'Documented',
    'map.state-searched': 'Searched, nothing found',
    'map.state-searched-on': 'Searched {date}, nothing found',
    'map.state-not-researched': 'Not researched yet',
    'map.state-out-of-scope': 'Out of scope',
    'map.member': 'In the Belt and Road',
    'map.member-since': 'In the Belt and Road since {year}',
    'map.left': 'In the Belt and Road until {year}',
    'map.legend-none': 'Documented, none in this view',
    'map.legend-member': 'In the Belt and Road',
    'map.legend-disputed': 'Disputed boundary',
    'map.legend-cameras': 'Cameras and city platforms',
    'map.legend-identity': 'Identity and borders',
    'map.legend-networks': 'Networks and interception',
    'map.legend-other': 'Training and other',
    'map.legend-certain': 'Certainly in the time shown',
    'map.legend-possible': 'Possibly in the time shown',
    'map.legend-cluster': 'Several deployments',
    'map.legend-region': 'Somewhere in the region',
    'map.legend-incident': 'Incident',
    'map.legend-policy': 'Policies of a country',
    'map.legend-agreement': 'Agreements of a country',
    'map.legend-country-level': 'Deployments without a place',
    'map.legend-supply': 'From the supplier’s head office',
});

/**
 * The words of a page, with English where it has none.
 * @param {((key: string, values?: Record<string, string | number>) => string | undefined)} [words]
 * @returns {import('./types.js').Words}
 */
export function wordsOr(words) {
    return (key, values = {}) => {
        const own = words?.(key, values);
        return own && own !== key ? own : filled(WORDS[key] ?? key, values);
    };
}

/** @param {string} pattern @param {Record<string, string | number>} values */
function filled(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));
}
