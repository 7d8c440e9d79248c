/**
 * What the reader is looking at, and its spelling in the page's address.
 *
 * The address is the only memory: a link copied from the bar, an embed and the back
 * button all restore the same view. The grammar is that of `app/view.py`; both are held
 * to `tests/vectors/view.json`. Dates stay text, because `2015` and
 * `2015-01-01/2015-12-31` are two addresses of one thing.
 */
import {readWindow} from './time.js';

export const RECORD_LAYERS = Object.freeze(['deployments', 'policies', 'incidents', 'agreements']);
export const LAYERS = Object.freeze([...RECORD_LAYERS, 'memberships', 'supply-links']);
export const LANGUAGES = Object.freeze(['en', 'fr', 'es', 'ar', 'ru', 'zh']);

/** @typedef {{zoom: number, lat: number, lon: number}} Camera */
/** @typedef {[west: number, south: number, east: number, north: number]} BBox */
/**
 * @typedef {object} View
 * @property {readonly string[]} layers in the order of LAYERS
 * @property {readonly string[]} country ISO 3166-1 alpha-3
 * @property {readonly string[]} technology
 * @property {readonly string[]} supplier
 * @property {readonly string[]} status
 * @property {readonly string[]} evidence
 * @property {string} datetime as typed; empty means all of time
 * @property {'possible' | 'certain'} certainty
 * @property {BBox | null} bbox
 * @property {string} q
 * @property {string} select a country, a record or `supplier:ID`
 * @property {Camera | null} view
 * @property {string} lang
 * @property {'' | 'light' | 'dark'} theme
 * @property {string} release
 * @property {'map' | 'table'} form
 */

/** @type {Readonly<View>} */
export const WHOLE = Object.freeze({
    layers: Object.freeze(['deployments', 'policies', 'incidents', 'memberships']),
    country: [],
    technology: [],
    supplier: [],
    status: [],
    evidence: [],
    datetime: '',
    certainty: 'possible',
    bbox: null,
    q: '',
    select: '',
    view: null,
    lang: 'en',
    theme: '',
    release: '',
    form: 'map'
});

/** The facets: parameters that filter records by their values. */
export const FACETS = Object.freeze(
    /** @type {const} */ (['country', 'technology', 'supplier', 'status', 'evidence'])
);

/** A parameter that cannot be read. */
export class ViewError extends Error {
    /**
     * @param {string} parameter
     * @param {string} value as it came
     * @param {string} example of what would do
     */
    constructor(parameter, value, example) {
        super(`${parameter}: cannot read '${value}'; write for example ${example}`);
        this.parameter = parameter;
    }
}

/**
 * Read a view from a query string; what is missing keeps its default.
 *
 * @param {string} query with or without a question mark
 * @param {{lenient?: boolean}} [how] lenient passes over unknown names, so that an
 *     address with a newsletter's tracking parameters still opens, and takes what a form
 *     without JavaScript sends
 * @returns {View} throws ViewError for a value that cannot be read
 */
export function readView(query, {lenient = false} = {}) {
    const view = {...WHOLE};
    const seen = new Set();
    for (const [name, text] of lenient ? joined(query) : new URLSearchParams(query)) {
        const read = READERS[/** @type {keyof View} */ (name)];
        if (!read && lenient) continue;
        if (!read || seen.has(name)) throw new ViewError(name, text, 'q=Phnom%20Penh');
        seen.add(name);
        Object.assign(view, {[name]: read(text)});
    }
    return view;
}

/**
 * Join what a form repeats for each box that is ticked, and leave out its empty fields,
 * as the server does (`app/pages/rendering.py`); only `layers=` asks for something.
 * @param {string} query
 * @returns {Map<string, string>}
 */
function joined(query) {
    const values = new Map();
    for (const [name, text] of new URLSearchParams(query)) {
        const before = values.get(name);
        if (text && before) values.set(name, `${before},${text}`);
        else if (text || name === 'layers') values.set(name, text);
    }
    return values;
}

/**
 * Write a view as the one canonical query string, without a question mark.
 * @param {Readonly<View>} view
 * @returns {string} empty for the default view
 */
export function writeView(view) {
    const names = /** @type {(keyof View)[]} */ (Object.keys(WHOLE));
    return names
        .filter((name) => spell(view[name]) !== spell(WHOLE[name]))
        .map((name) => `${name}=${escape(spell(view[name]))}`)
        .join('&');
}

/**
 * @param {View[keyof View]} value
 * @returns {string}
 */
function spell(value) {
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if ('zoom' in value) {
        return [round(value.zoom, 2), round(value.lat, 4), round(value.lon, 4)].join('/');
    }
    return value.map((part) => (typeof part === 'number' ? round(part, 6) : part)).join(',');
}

/**
 * @param {string} text
 * @returns {string}
 */
function escape(text) {
    return encodeURIComponent(text)
        .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
        .replace(/%2C/g, ',')
        .replace(/%2F/g, '/')
        .replace(/%3A/g, ':');
}

/**
 * @param {number} value
 * @param {number} digits
 * @returns {number} never minus zero
 */
function round(value, digits) {
    return Number(value.toFixed(digits)) + 0;
}

/** @type {{[name in keyof View]: (text: string) => View[name]}} */
const READERS = {
    layers: readLayers,
    country: readList('country', 'KHM,LAO'),
    technology: readList('technology', 'facial-recognition'),
    supplier: readList('supplier', 'huawei'),
    status: readList('status', 'operational'),
    evidence: readList('evidence', 'official'),
    datetime: readDatetime,
    certainty: readChoice('certainty', ['possible', 'certain']),
    bbox: readBox,
    q: (text) => text.trim().split(/\s+/).join(' '),
    select: readPattern(
        'select',
        /^$|^[A-Z]{3}$|^(supplier:)?[a-z0-9]+(-[a-z0-9]+)*$/,
        'KHM or supplier:huawei'
    ),
    view: readCamera,
    lang: readChoice('lang', LANGUAGES),
    theme: readChoice('theme', ['', 'light', 'dark']),
    release: readPattern('release', /^$|^[a-z0-9]+([.-][a-z0-9]+)*$/, '2026.12'),
    form: readChoice('form', ['map', 'table'])
};

/**
 * @param {string} text
 * @returns {string[]}
 */
function readLayers(text) {
    const asked = text ? text.split(',') : [];
    if (asked.some((name) => !LAYERS.includes(name))) {
        throw new ViewError('layers', text, 'deployments,policies');
    }
    return LAYERS.filter((name) => asked.includes(name));
}

/**
 * @param {string} name
 * @param {string} example
 * @returns {(text: string) => string[]}
 */
function readList(name, example) {
    return (text) => {
        const values = [...new Set(text.split(','))].sort();
        if (values.includes('')) throw new ViewError(name, text, example);
        return values;
    };
}

/**
 * @param {string} text
 * @returns {string} with both sides open: nothing
 */
function readDatetime(text) {
    const sides = text.split('/').map((side) => side || '..');
    const short = /^\d{4}(-\d\d(-\d\d)?)?$/;
    const plain = text !== '' && sides.every((side) => side === '..' || short.test(side));
    if (!plain || readWindow(sides.join('/')) === null) {
        throw new ViewError('datetime', text, '2013/2020');
    }
    return sides.every((side) => side === '..') ? '' : sides.join('/');
}

/**
 * @template {string} T
 * @param {string} name
 * @param {readonly T[]} choices
 * @returns {(text: string) => T}
 */
function readChoice(name, choices) {
    return (text) => {
        const found = choices.find((choice) => choice === text);
        if (found === undefined) throw new ViewError(name, text, String(choices.at(-1)));
        return found;
    };
}

/**
 * @param {string} name
 * @param {RegExp} pattern
 * @param {string} example
 * @returns {(text: string) => string}
 */
function readPattern(name, pattern, example) {
    return (text) => {
        if (!pattern.test(text)) throw new ViewError(name, text, example);
        return text;
    };
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string} separator
 * @param {string} example
 * @returns {number[]}
 */
function readNumbers(name, text, separator, example) {
    const parts = text.split(separator);
    if (!parts.every((part) => /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(part))) {
        throw new ViewError(name, text, example);
    }
    return parts.map(Number);
}

/**
 * @param {string} text
 * @returns {BBox} west > east crosses 180 degrees; heights are not looked at
 */
function readBox(text) {
    const edges = readNumbers('bbox', text, ',', '34,-5,42,5');
    if (edges.length === 6 && Number(edges[2]) <= Number(edges[5])) {
        edges.splice(5, 1);
        edges.splice(2, 1);
    }
    const [west, south, east, north] = edges.map((edge) => round(edge, 6));
    const inside =
        edges.length === 4 &&
        [west, east].every((lon) => Math.abs(Number(lon)) <= 180) &&
        [south, north].every((lat) => Math.abs(Number(lat)) <= 90) &&
        Number(south) <= Number(north);
    if (!inside) throw new ViewError('bbox', text, '34,-5,42,5');
    return /** @type {BBox} */ ([west, south, east, north]);
}

/**
 * @param {string} text
 * @returns {Camera}
 */
function readCamera(text) {
    const numbers = readNumbers('view', text.replaceAll('/', ','), ',', '3/10/20');
    const [zoom = NaN, lat = NaN, lon = NaN] = numbers;
    const inside = zoom >= 0 && zoom <= 20 && Math.abs(lat) <= 90 && Math.abs(lon) <= 540;
    if (numbers.length !== 3 || !inside) throw new ViewError('view', text, '3/10/20');
    return {zoom: round(zoom, 2), lat: round(lat, 4), lon: round(lon, 4)};
}
