/**
 * Days, windows of days, and what may or must have lasted into them.
 *
 * Days count from 1970-01-01, as the map's data has them: whole numbers compare faster
 * than dates and know no time zone. The law of spans is that of `geodata/span.py`; both
 * are held to `tests/vectors/span.json`.
 */

/** @typedef {{start: number | null, end: number | null}} Window a closed run; null is open */
/**
 * @typedef {readonly [start: number | null, startCertain: number | null,
 *     endCertain: number | null, end: number | null]} Span
 */

const DAY = 86_400_000;

/** @type {Readonly<Window>} */
export const ALL_TIME = Object.freeze({start: null, end: null});

/**
 * Tell whether something may have been there on some day of the window.
 * @param {Span} span
 * @param {Window} window
 * @returns {boolean} an undated span only where the window has no bound
 */
export function possiblyIn(span, window) {
    if (!isDated(span)) return window.start === null && window.end === null;
    return touches(span[0], span[3], window);
}

/**
 * Tell whether it was there on some day of the window however the dates fall.
 * @param {Span} span
 * @param {Window} window
 * @returns {boolean} true only where `possiblyIn` is
 */
export function certainlyIn(span, window) {
    if (span[1] === null || span[2] === null) return false;
    return touches(span[1], span[2], window) && possiblyIn(span, window);
}

/**
 * @param {Span} span
 * @returns {boolean}
 */
export function isDated(span) {
    return span.some((day) => day !== null);
}

/**
 * The run's two days may stand in either order: what began and was last seen "in 2019"
 * had begun by 31 December and lasted until 1 January.
 * @param {number | null} start
 * @param {number | null} end
 * @param {Window} window
 */
function touches(start, end, window) {
    const begins = start === null || window.end === null || start <= window.end;
    const lasts = end === null || window.start === null || end >= window.start;
    return begins && lasts;
}

/**
 * Read an OGC datetime of years, months or days, such as "2013/2020" or "../2019-06".
 * @param {string} text
 * @returns {Window | null} null if it is none, or ends before it starts
 */
export function readWindow(text) {
    if (!text) return ALL_TIME;
    const sides = text.split('/');
    if (sides.length > 2) return null;
    const [first, last] = [readSide(sides[0] ?? ''), readSide(sides.at(-1) ?? '')];
    if (!first || !last || (sides.length === 1 && first.start === null)) return null;
    const window = {start: first.start, end: last.end};
    const backwards = window.start !== null && window.end !== null && window.start > window.end;
    return backwards ? null : window;
}

/**
 * @param {string} text
 * @returns {Window | null}
 */
function readSide(text) {
    if (text === '..' || text === '') return ALL_TIME;
    const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
    if (!found || found[1] === '0000') return null;
    const [year, month, day] = found.slice(1).map((part) => (part ? Number(part) : null));
    const start = dayOf(Number(year), month ?? 1, day ?? 1);
    if (start === null) return null;
    if (day != null) return {start, end: start};
    const next = month == null ? [Number(year) + 1, 1] : [Number(year), month + 1];
    return {start, end: utc(Number(next[0]), Number(next[1]), 1) - 1};
}

/**
 * @param {number} year
 * @param {number} month from 1
 * @param {number} day from 1
 * @returns {number | null} null if the calendar has no such day
 */
function dayOf(year, month, day) {
    const days = utc(year, month, day);
    const date = new Date(days * DAY);
    const same = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
    return same ? days : null;
}

/**
 * @param {number} year
 * @param {number} month from 1; 13 is next January
 * @param {number} day from 1
 */
function utc(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return Math.round(date.getTime() / DAY);
}

/**
 * @param {number} day
 * @returns {number}
 */
export function yearOf(day) {
    return new Date(day * DAY).getUTCFullYear();
}

/**
 * @param {number} day
 * @returns {string} such as 2014-06-30
 */
export function isoDay(day) {
    return new Date(day * DAY).toISOString().slice(0, 10);
}

/**
 * Write a window of whole years as an OGC datetime; null leaves a side open.
 * @param {number | null} from
 * @param {number | null} to
 * @returns {string} empty for all of time
 */
export function writeYears(from, to) {
    if (from === null && to === null) return '';
    if (from === to) return String(from);
    return `${from ?? '..'}/${to ?? '..'}`;
}
