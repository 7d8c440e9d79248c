/**
 * Finding by words: names in any script, without accents or capitals.
 *
 * The law (every term must occur in the title, place, country, suppliers or technologies
 * of a record) is that of `layers/query.py`; `tests/vectors/normalise.json` holds both
 * to one way of folding letters.
 */

/**
 * What records are found by beside their own title: normalised names.
 * @typedef {object} Names
 * @property {{[iso3: string]: string}} countries
 * @property {{[id: string]: string}} suppliers
 * @property {{[id: string]: string}} technologies
 */

/**
 * Fold a text so that "Côte d’Ivoire" and "cote d’ivoire" are the same.
 * @param {string} text
 * @returns {string}
 */
export function normalise(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * @param {string} text
 * @returns {string[]} normalised
 */
export function terms(text) {
    return normalise(text).split(/\s+/).filter(Boolean);
}

/**
 * Return everything a record is found by, normalised.
 * @param {import('./records.js').AtlasRecord} record
 * @param {Names} names
 * @returns {string}
 */
export function haystack(record, names) {
    const own = normalise(`${record.title}\n${record.place ?? ''}`);
    const suppliers = record.suppliers.map((id) => names.suppliers[id] ?? id);
    const technologies = record.technologies.map((id) => names.technologies[id] ?? id);
    return [own, names.countries[record.country] ?? '', ...suppliers, ...technologies].join('\n');
}

/**
 * @typedef {object} Suggestion
 * @property {'country' | 'supplier' | 'technology' | 'record'} kind
 * @property {string} id
 * @property {string} label
 */

/**
 * Rank what matches every term: what begins with the text before what merely holds it.
 * @template {{label: string, found: string}} T
 * @param {readonly T[]} candidates `found` is normalised
 * @param {string} text as typed
 * @param {number} limit
 * @returns {T[]}
 */
export function best(candidates, text, limit) {
    const wanted = terms(text);
    if (!wanted.length) return [];
    const first = wanted.join(' ');
    const hits = candidates.filter(({found}) => wanted.every((term) => found.includes(term)));
    const rank = (/** @type {T} */ {label, found}) => {
        if (normalise(label).startsWith(first)) return 0;
        return found.startsWith(first) || found.includes(` ${first}`) ? 1 : 2;
    };
    return hits.sort((one, other) => rank(one) - rank(other)).slice(0, limit);
}
