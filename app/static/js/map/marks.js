/**
 * Which marks stand on the map for records with a place: dots, single marks and clusters.
 *
 * From afar the choropleth says how many, so points are small dots without a number; nearer by
 * they gather in clusters that open.
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
/** Dots nearer than this are one; among thousands, which cover each other, a little more. */
const DOT_PX = 3;
const CROWD = 3000;
const CROWDED_DOT_PX = 5;

/**
 * @param {readonly Placed[]} placed records that have a place
 * @param {ReadonlySet<MapRecord>} certain
 * @param {number} zoom
 * @returns {Mark[]} in the order in which they are painted
 */
export function pointMarks(placed, certain, zoom) {
    const near = zoom >= CLUSTER_ZOOM;
    const dot = placed.length > CROWD ? CROWDED_DOT_PX : DOT_PX;
    const reach = (near ? CLUSTER_PX : dot) / 2 ** zoom;
    const marksOf = (/** @type {string} */ kind) =>
        clusters(placed.filter(({record}) => record.kind === kind), reach)
            .map((cluster) => pointMark(cluster, kind, certain, zoom));
    const deployments = marksOf('deployments');
    const incidents = marksOf('incidents');
    if (near) standAside(incidents, deployments, 2 ** zoom);
    return [...deployments, ...incidents];
}

/**
 * @param {import('./clusters.js').Cluster<Placed>} cluster
 * @param {string} kind @param {ReadonlySet<MapRecord>} certain @param {number} zoom
 * @returns {Mark}
 */
function pointMark({x, y, members}, kind, certain, zoom) {
    const records = members.map(({record}) => record);
    const near = zoom >= CLUSTER_ZOOM;
    const many = records.length > 1;
    const radius = !near ? dotRadius(zoom) : many ? clusterRadius(records.length) : 5.5;
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

/**
 * Dots of a small map are smaller, or Africa would be all dots.
 * @param {number} zoom
 * @returns {number} pixels
 */
function dotRadius(zoom) {
    return Math.round(10 * Math.max(1.6, Math.min(3, 1 + zoom * 0.7))) / 10;
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
