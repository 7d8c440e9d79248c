/**
 * The map's data: from slim columns, as they travel, to objects, as they are used.
 *
 * Columns weigh a third of objects on the wire; objects are what the rest of the page
 * reads. Titles, a third of the weight, may come later.
 */

/** @typedef {import('./time.js').Span} Span */
/**
 * @typedef {object} Country
 * @property {string} id ISO 3166-1 alpha-3
 * @property {string | null} iso2
 * @property {string} name in English
 * @property {string} region
 * @property {'documented' | 'searched' | 'not-researched' | 'out-of-scope'} state
 * @property {string | null} searched the day of the search
 * @property {number | null} joined the year in which it joined the Belt and Road
 * @property {number | null} left
 * @property {number} lon of its label
 * @property {number} lat
 * @property {number} area rough, in square kilometres
 * @property {boolean} micro too small to be hit by a pointer
 * @property {boolean} member of the Belt and Road, now or formerly
 */
/**
 * @typedef {object} AtlasRecord
 * @property {number} index its place in Atlas.records
 * @property {string} id
 * @property {string} kind the collection: deployments, policies, incidents or agreements
 * @property {string} country
 * @property {string} title empty until it has been fetched
 * @property {string | null} place
 * @property {string | null} precision site, city, region or country
 * @property {number | null} lon
 * @property {number | null} lat
 * @property {string[]} technologies
 * @property {string[]} suppliers ids
 * @property {string | null} status
 * @property {string | null} evidence
 * @property {boolean} disputed
 * @property {string | null} type of the policy, incident or agreement
 * @property {'expands' | 'restricts' | null} direction
 * @property {Span} span
 */
/** @typedef {{id: string, name: string, lon: number | null, lat: number | null}} Supplier */
/**
 * @typedef {object} Atlas
 * @property {string} release
 * @property {Country[]} countries
 * @property {AtlasRecord[]} records
 * @property {Supplier[]} suppliers
 * @property {string[]} technologies
 * @property {string[]} groups the group of each technology
 * @property {string[]} statuses
 * @property {string[]} evidences
 */

/**
 * Turn the columns of `records.json` into countries and records.
 * @param {any} columnar as fetched; its shape is that of `layers` (tests hold both to it)
 * @returns {Atlas}
 */
export function decode(columnar) {
    const {release, suppliers, technologies, groups, statuses, evidences} = columnar;
    const countries = rows(columnar.countries).map((row) => ({
        ...row,
        micro: Boolean(row.micro),
        member: Boolean(row.member)
    }));
    const records = rows(columnar.columns).map((row, index) => decodeRecord(row, index, columnar));
    return {release, countries, records, suppliers, technologies, groups, statuses, evidences};
}

/**
 * Give records the titles that came later; the one thing about them that changes.
 * @param {Atlas} atlas
 * @param {{title: string[]}} titles
 */
export function entitle({records}, {title}) {
    for (const record of records) record.title = title[record.index] ?? record.id;
}

/**
 * @param {any} row
 * @param {number} index
 * @param {any} lists the dictionaries that the row's numbers point into
 * @returns {AtlasRecord}
 */
function decodeRecord(row, index, lists) {
    const {start, start_certain, end_certain, end, ...rest} = row;
    return {
        ...rest,
        index,
        title: rest.title ?? '',
        kind: lists.collections[row.kind],
        country: lists.countries.id[row.country],
        technologies: row.technologies.map((/** @type {number} */ at) => lists.technologies[at]),
        suppliers: row.suppliers.map((/** @type {number} */ at) => lists.suppliers[at].id),
        status: named(lists.statuses, row.status),
        evidence: named(lists.evidences, row.evidence),
        type: named(lists.types, row.type),
        disputed: Boolean(row.disputed),
        span: [start, start_certain, end_certain, end]
    };
}

/**
 * @param {string[]} list
 * @param {number | null} at
 */
function named(list, at) {
    return at === null ? null : (list[at] ?? null);
}

/**
 * @param {{[name: string]: any[]}} columns
 * @returns {any[]} one object for each row
 */
function rows(columns) {
    const names = Object.keys(columns);
    const length = columns[names[0] ?? '']?.length ?? 0;
    return Array.from({length}, (_, at) =>
        Object.fromEntries(names.map((name) => [name, columns[name]?.[at] ?? null]))
    );
}
