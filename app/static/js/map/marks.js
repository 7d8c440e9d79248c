/**
 * Which marks stand on the map: dots, single marks, clusters and badges, and where.
 *
 * From afar the choropleth says how many, so points are small dots without a number; nearer by
 * they gather in clusters that open. What is only known of a whole country is a badge
 * at its label point and never a pin: a centroid must not pose as a place.
 */
import {clusters} from './clusters.js';

/** @typedef {import('./types.js').MapRecord} MapRecord */
/** @typedef {import('./groups.js').Group} Group */
/** @typedef {{record: MapRecord, x: number, y: number, group: Group}} Placed */
/**
 * @typedef {object} Mark
 * @property {'dot' | 'one' | 'cluster' | 'badge' | 'speck'} form
 * @property {string} kind deployments or incidents; of a badge, countries
 * @property {string | null} country the one country of all its records
 * @property {number} x on the plane
 * @property {number} y
 * @property {number} shiftX pixels by which it stands aside of a mark at the same place
 * @property {number} shiftY
 * @property {number} halfWidth in pixels
 * @property {number} halfHeight
 * @property {MapRecord[]} records
 * @property {Group[]} groups one for each record
 * @property {number} certain how many records certainly match in time
 * @property {string | null} precision of a single mark: site, city or region
 */

/** Below this zoom points are dots. */
export const CLUSTER_ZOOM = 3.2;
const CLUSTER_PX = 32;
const DOT_PX = 3;

/** The kinds that a badge counts, in its order. */
export const BADGE_KINDS = /** @type {const} */ (['deployments', 'policies', 'incidents', 'agreements']);

/**
 * @param {readonly Placed[]} placed records that have a place
 * @param {ReadonlySet<MapRecord>} certain
 * @param {number} zoom
 * @returns {Mark[]} in the order in which they are painted
 */
export function pointMarks(placed, certain, zoom) {
    const near = zoom >= CLUSTER_ZOOM;
    const reach = (near ? CLUSTER_PX : DOT_PX) / 2 ** zoom;
    const marksOf = (/** @type {string} */ kind) =>
        clusters(placed.filter(({record}) => record.kind === kind), reach)
            .map((cluster) => pointMark(cluster, kind, certain, near));
    const deployments = marksOf('deployments');
    const incidents = marksOf('incidents');
    if (near) standAside(incidents, deployments, 2 ** zoom);
    return [...deployments, ...incidents];
}

/**
 * @param {import('./clusters.js').Cluster<Placed>} cluster
 * @param {string} kind @param {ReadonlySet<MapRecord>} certain @param {boolean} near
 * @returns {Mark}
 */
function pointMark({x, y, members}, kind, certain, near) {
    const records = members.map(({record}) => record);
    const many = records.length > 1;
    const radius = !near ? 2.6 : many ? clusterRadius(records.length) : 5.5;
    return {
        form: !near ? 'dot' : many ? 'cluster' : 'one',
        kind,
        country: onlyCountry(records),
        x,
        y,
        shiftX: 0,
        shiftY: 0,
        halfWidth: radius,
        halfHeight: radius,
        records,
        groups: members.map(({group}) => group),
        certain: records.reduce((sum, record) => sum + (certain.has(record) ? 1 : 0), 0),
        precision: many ? null : records[0].precision,
    };
}

/** @param {number} count @returns {number} pixels */
function clusterRadius(count) {
    return Math.min(20, 8.5 + Math.sqrt(count) * 1.3);
}

/** @param {readonly MapRecord[]} records @returns {string | null} */
function onlyCountry(records) {
    const {country} = records[0];
    return records.every((record) => record.country === country) ? country : null;
}

/**
 * Move incidents to the upper right of a deployment that they would hide.
 * @param {Mark[]} incidents @param {readonly Mark[]} deployments @param {number} scale
 */
function standAside(incidents, deployments, scale) {
    for (const mark of incidents) {
        const under = deployments.find((other) =>
            Math.hypot(other.x - mark.x, other.y - mark.y) * scale < other.halfWidth + mark.halfWidth);
        if (!under) continue;
        const away = (under.halfWidth + mark.halfWidth) * 0.75;
        mark.shiftX = (under.x - mark.x) * scale + away;
        mark.shiftY = (under.y - mark.y) * scale - away;
    }
}

/**
 * Badges of what is known of whole countries only; specks from afar.
 * @param {readonly MapRecord[]} records those without a place
 * @param {ReadonlyMap<string, {x: number, y: number}>} labelPoints
 * @param {number} zoom
 * @returns {Mark[]}
 */
export function countryMarks(records, labelPoints, zoom) {
    const near = zoom >= CLUSTER_ZOOM;
    /** @type {Map<string, MapRecord[]>} */
    const byCountry = new Map();
    for (const record of records) {
        const known = byCountry.get(record.country);
        if (known) known.push(record);
        else byCountry.set(record.country, [record]);
    }
    return [...byCountry].flatMap(([country, own]) => {
        const point = labelPoints.get(country);
        return point ? [countryMark(country, own, point, near)] : [];
    });
}

/** @param {string} country @param {MapRecord[]} records @param {{x: number, y: number}} point @param {boolean} near @returns {Mark} */
function countryMark(country, records, {x, y}, near) {
    const parts = badgeParts(records);
    return {
        form: near ? 'badge' : 'speck',
        kind: 'countries',
        country,
        x,
        y,
        shiftX: 0,
        shiftY: near ? 9 : 0,
        halfWidth: near ? badgeWidth(parts) / 2 : 2.5,
        halfHeight: near ? 8 : 2.5,
        records,
        groups: [],
        certain: 0,
        precision: null,
    };
}

/** Room for the glyph of one kind, and for each digit of its count. */
export const BADGE_GLYPH_PX = 13;
const DIGIT_PX = 6.5;
const PART_GAP_PX = 5;

/**
 * @param {readonly MapRecord[]} records
 * @returns {Array<{kind: string, count: number, width: number}>} what a badge says, widths in pixels
 */
export function badgeParts(records) {
    return BADGE_KINDS.map((kind) => {
        const count = records.filter((record) => record.kind === kind).length;
        return {kind, count, width: BADGE_GLYPH_PX + String(count).length * DIGIT_PX + PART_GAP_PX};
    }).filter(({count}) => count > 0);
}

/** @param {ReadonlyArray<{width: number}>} parts @returns {number} pixels */
export function badgeWidth(parts) {
    return parts.reduce((sum, {width}) => sum + width, PART_GAP_PX);
}
