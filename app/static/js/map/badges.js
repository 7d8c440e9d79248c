/**
 * Badges: what is only known of a whole country, counted by kind beside its label point.
 *
 * Never a pin: a centroid must not pose as a place. A country too small for its badge, or one
 * whose badge would cover something, has a speck that says the same when pointed at.
 */
import {PLANE_PER_KM} from './crs.js';
import {CLUSTER_ZOOM} from './marks.js';

/** @typedef {import('./types.js').MapRecord} MapRecord */
/** @typedef {import('./marks.js').Mark} Mark */
/**
 * @typedef {{x: number, y: number, area: number}} Point a country's label point, and its size in km²
 */

/** The kinds that a badge counts, in its order. */
const KINDS = /** @type {const} */ (['deployments', 'policies', 'incidents', 'agreements']);
/** Room for the glyph of one kind, and for each digit of its count. */
export const BADGE_GLYPH_PX = 13;
const DIGIT_PX = 6.5;
const PART_GAP_PX = 5;
/** Marks farther away than this cannot be covered by a badge. */
const NEAR_PX = 140;
const HALF_HEIGHT_PX = 8;
const SPECK_PX = 2.5;
/** Where a badge may stand, in half widths and pixels from its label point; the first is best. */
const SHIFTS = [[0, 10], [0, -12], [1, 6], [-1, 6], [0, 26], [0, -28]];
/** A badge may be this much wider than the side of a square as large as its country. */
const OVERHANG = 1.5;
/** Above this zoom every country has its badge. */
const ALL_BADGES_ZOOM = 6;

/**
 * @param {readonly MapRecord[]} records those without a place
 * @param {ReadonlyMap<string, Point>} labelPoints
 * @param {number} zoom
 * @param {readonly Mark[]} points marks that must stay visible
 * @returns {Mark[]} in the order in which they are painted
 */
export function countryMarks(records, labelPoints, zoom, points) {
    const specks = [...byCountry(records)].flatMap(([country, own]) => {
        const point = labelPoints.get(country);
        return point ? [speck(country, own, point)] : [];
    });
    if (zoom < CLUSTER_ZOOM) return specks;
    /** @type {Mark[]} */
    const settled = [];
    for (const mark of specks) {
        const area = labelPoints.get(mark.country ?? '')?.area ?? 0;
        settled.push(badge(mark, area, zoom, [...points, ...settled]) ?? mark);
    }
    return settled;
}

/** @param {readonly MapRecord[]} records @returns {Map<string, MapRecord[]>} */
function byCountry(records) {
    /** @type {Map<string, MapRecord[]>} */
    const found = new Map();
    for (const record of records) {
        const known = found.get(record.country);
        if (known) known.push(record);
        else found.set(record.country, [record]);
    }
    return found;
}

/** @param {string} country @param {MapRecord[]} records @param {Point} point @returns {Mark} */
function speck(country, records, {x, y}) {
    return {
        form: 'speck',
        kind: 'countries',
        country,
        x,
        y,
        shiftX: 0,
        shiftY: 0,
        halfWidth: SPECK_PX,
        halfHeight: SPECK_PX,
        records,
        groups: [],
        certain: 0,
        precision: null,
    };
}

/**
 * The badge in a speck's stead, where it covers no other mark.
 * @param {Mark} mark @param {number} area km² @param {number} zoom @param {readonly Mark[]} others
 * @returns {Mark | null}
 */
function badge(mark, area, zoom, others) {
    const scale = 2 ** zoom;
    const halfWidth = badgeWidth(badgeParts(mark.records)) / 2;
    const side = Math.sqrt(area) * PLANE_PER_KM * scale;
    if (2 * halfWidth > side * OVERHANG && zoom < ALL_BADGES_ZOOM) return null;
    const near = others.filter((other) => apart(other, mark, scale) < NEAR_PX);
    return SHIFTS.map(([across, down]) => (
        {...mark, form: /** @type {const} */ ('badge'), halfWidth, halfHeight: HALF_HEIGHT_PX,
            shiftX: across * (halfWidth + 8), shiftY: down}
    )).find((one) => !near.some((other) => overlap(one, other, scale))) ?? null;
}

/**
 * @param {Mark} a
 * @param {Mark} b
 * @param {number} scale
 * @returns {number} pixels, by the longer side
 */
function apart(a, b, scale) {
    return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) * scale;
}

/** @param {Mark} a @param {Mark} b @param {number} scale */
function overlap(a, b, scale) {
    const across = Math.abs((a.x - b.x) * scale + a.shiftX - b.shiftX);
    const down = Math.abs((a.y - b.y) * scale + a.shiftY - b.shiftY);
    return across < a.halfWidth + b.halfWidth + 1 && down < a.halfHeight + b.halfHeight + 1;
}

/**
 * @param {readonly MapRecord[]} records
 * @returns {Array<{kind: string, count: number, width: number}>} what a badge says, widths in pixels
 */
export function badgeParts(records) {
    return KINDS.map((kind) => {
        const count = records.filter((record) => record.kind === kind).length;
        return {kind, count, width: BADGE_GLYPH_PX + String(count).length * DIGIT_PX + PART_GAP_PX};
    }).filter(({count}) => count > 0);
}

/** @param {ReadonlyArray<{width: number}>} parts @returns {number} pixels */
function badgeWidth(parts) {
    return parts.reduce((sum, {width}) => sum + width, PART_GAP_PX);
}
