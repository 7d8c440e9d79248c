/**
 * Which records a view shows, and what every filter would leave if it stood alone.
 *
 * One pass over the records notes which filters each one fails. Failing none, it is
 * shown; failing a single one, it is counted beside that filter's choices, so that
 * counts follow all other filters. The law is that of the API: for each collection the
 * number shown is the API's `numberMatched`.
 */
import {haystack, terms} from './search.js';
import {certainlyIn, isDated, possiblyIn, readWindow} from './time.js';
import {FACETS, RECORD_LAYERS} from './view.js';

/** @typedef {import('./records.js').AtlasRecord} AtlasRecord */
/** @typedef {import('./view.js').View} View */
/** @typedef {(record: AtlasRecord) => boolean} Filter */
/**
 * @typedef {object} Findings
 * @property {AtlasRecord[]} shown
 * @property {Set<AtlasRecord>} certain those of them that were there however dates fall
 * @property {Map<string, number>} counts deployments shown, by country
 * @property {AtlasRecord[]} anyTime what all filters but time leave
 * @property {{[facet: string]: Map<string, number>}} facets
 * @property {import('./sentence.js').Summary} summary
 * @property {Set<string>} members of the Belt and Road within the window
 */

/**
 * Find what a view shows.
 * @param {import('./records.js').Atlas} atlas
 * @param {View} view
 * @param {import('./search.js').Names} names
 * @returns {Findings}
 */
export function find(atlas, view, names) {
    const window = readWindow(view.datetime) ?? {start: null, end: null};
    const bounded = window.start !== null || window.end !== null;
    const filters = filtersOf(view, names);
    /** @type {AtlasRecord[]} */
    const shown = [];
    /** @type {AtlasRecord[]} */
    const anyTime = [];
    const facets = Object.fromEntries(
        [...FACETS, 'layers'].map((facet) => [facet, /** @type {Map<string, number>} */ (new Map())])
    );
    let [undated, unplaced] = [0, 0];
    for (const record of atlas.records) {
        const failed = failures(record, filters);
        if (failed.length > 1) continue;
        const only = failed[0];
        for (const facet of FACETS) {
            if (!only || only === facet) tally(facets[facet], valuesOf(record, facet));
        }
        if (!only || only === 'layers') tally(facets['layers'], [record.kind]);
        if (!only || only === 'datetime') anyTime.push(record);
        if (only === 'datetime' && !isDated(record.span)) undated += 1;
        if (only === 'bbox' && record.lon === null) unplaced += 1;
        if (!only) shown.push(record);
    }
    const summary = summarise(atlas, view, shown, {undated: bounded ? undated : 0, unplaced});
    return {
        shown,
        anyTime,
        facets,
        summary,
        certain: new Set(shown.filter(({span}) => certainlyIn(span, window))),
        counts: countryCounts(shown),
        members: membersIn(atlas, view.datetime)
    };
}

/**
 * @param {View} view
 * @param {import('./search.js').Names} names
 * @returns {[name: string, filter: Filter][]} only those that filter anything
 */
function filtersOf(view, names) {
    /** @type {[string, Filter][]} */
    const filters = [['layers', ({kind}) => view.layers.includes(kind)]];
    for (const facet of FACETS) {
        const wanted = new Set(view[facet]);
        if (!wanted.size) continue;
        filters.push([facet, (record) => valuesOf(record, facet).some((at) => wanted.has(at))]);
    }
    if (view.datetime) filters.push(['datetime', timeFilter(view)]);
    if (view.bbox) filters.push(['bbox', boxFilter(view.bbox)]);
    if (view.q) filters.push(['q', textFilter(view.q, names)]);
    return filters;
}

/**
 * @param {AtlasRecord} record
 * @param {[string, Filter][]} filters
 * @returns {string[]} the names of at most two filters it fails: more make no difference
 */
function failures(record, filters) {
    const failed = [];
    for (const [name, filter] of filters) {
        if (!filter(record)) failed.push(name);
        if (failed.length > 1) break;
    }
    return failed;
}

/**
 * @param {View} view
 * @returns {Filter}
 */
function timeFilter({datetime, certainty}) {
    const window = readWindow(datetime) ?? {start: null, end: null};
    const test = certainty === 'certain' ? certainlyIn : possiblyIn;
    return ({span}) => test(span, window);
}

/**
 * @param {import('./view.js').BBox} box
 * @returns {Filter}
 */
function boxFilter([west, south, east, north]) {
    return ({lon, lat}) => {
        if (lon === null || lat === null || lat < south || lat > north) return false;
        return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
    };
}

/**
 * @param {string} text
 * @param {import('./search.js').Names} names
 * @returns {Filter}
 */
function textFilter(text, names) {
    const wanted = terms(text);
    return (record) => {
        const found = haystack(record, names);
        return wanted.every((term) => found.includes(term));
    };
}

/**
 * @param {AtlasRecord} record
 * @param {typeof FACETS[number]} facet
 * @returns {string[]}
 */
export function valuesOf(record, facet) {
    if (facet === 'country') return [record.country];
    if (facet === 'technology') return record.technologies;
    if (facet === 'supplier') return record.suppliers;
    const value = record[facet];
    return value === null ? [] : [value];
}

/**
 * @param {Map<string, number> | undefined} counts
 * @param {string[]} values
 */
function tally(counts, values) {
    for (const value of values) counts?.set(value, (counts.get(value) ?? 0) + 1);
}

/**
 * @param {AtlasRecord[]} shown
 * @returns {Map<string, number>}
 */
function countryCounts(shown) {
    const counts = new Map();
    tally(counts, shown.filter(({kind}) => kind === 'deployments').map(({country}) => country));
    return counts;
}

/**
 * @param {import('./records.js').Atlas} atlas
 * @param {View} view
 * @param {AtlasRecord[]} shown
 * @param {{undated: number, unplaced: number}} leftOut
 * @returns {import('./sentence.js').Summary}
 */
function summarise(atlas, view, shown, leftOut) {
    const size = (/** @type {AtlasRecord[]} */ records, /** @type {string} */ id) =>
        records.filter(({kind}) => kind === id).length;
    const tallies = RECORD_LAYERS.filter((id) => view.layers.includes(id)).map((id) => ({
        id,
        shown: size(shown, id),
        total: size(atlas.records, id)
    }));
    const first = shown.filter(({kind}) => kind === tallies[0]?.id);
    const countries = new Set(first.map(({country}) => country)).size;
    return {tallies, countries, datetime: view.datetime, certainty: view.certainty, ...leftOut};
}

/**
 * @param {import('./records.js').Atlas} atlas
 * @param {string} datetime
 * @returns {Set<string>} members in some year of the window; undated ones without bounds
 */
export function membersIn({countries}, datetime) {
    const years = datetime.split('/').map((side) => Number.parseInt(side, 10));
    const [from = NaN, to = NaN] = [years[0], years.at(-1)];
    const bounded = !Number.isNaN(from) || !Number.isNaN(to);
    const found = countries.filter(({member, joined, left}) => {
        if (!member || joined === null) return member && !bounded;
        return !(joined > to) && !((left ?? Infinity) < from);
    });
    return new Set(found.map(({id}) => id));
}
