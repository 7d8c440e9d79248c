/** What every part of the page shares. */

/**
 * @typedef {object} Context
 * @property {import('./records.js').Atlas} atlas
 * @property {import('./words.js').Words} words
 * @property {import('./address.js').Address} address
 * @property {import('./config.js').Config} config
 * @property {(facet: string, value: string) => string} labelOf a filter's value
 * @property {number} members of the Belt and Road at any time
 * @property {(text: string) => void} announce to a screen reader, after a pause
 */

const VOCABULARIES = new Map([
    ['technology', 'technologies'],
    ['status', 'statuses'],
    ['evidence', 'evidence']
]);
const PAUSE = 700;

/**
 * Join what the parts share.
 * @param {Pick<Context, 'atlas' | 'words' | 'address' | 'config'>} parts
 * @returns {Context}
 */
export function createContext(parts) {
    const {atlas, words} = parts;
    const suppliers = new Map(atlas.suppliers.map(({id, name}) => [id, name]));
    const countries = new Map(atlas.countries.map((country) => [country.id, country]));
    const labelOf = (/** @type {string} */ facet, /** @type {string} */ value) => {
        if (facet === 'supplier') return suppliers.get(value) ?? value;
        const country = facet === 'country' && countries.get(value);
        if (country) return words.country(country);
        const vocabulary = VOCABULARIES.get(facet);
        return vocabulary ? words.term(vocabulary, value) : value;
    };
    const members = atlas.countries.filter(({member}) => member).length;
    return {...parts, labelOf, members, announce: createAnnouncer()};
}

/** One polite voice: while things still change it waits. */
function createAnnouncer() {
    const element = document.getElementById('status');
    let waiting = 0;
    return (/** @type {string} */ text) => {
        clearTimeout(waiting);
        waiting = window.setTimeout(() => {
            if (element) element.textContent = text;
        }, PAUSE);
    };
}
