/**
 * What lies under the pointer: the nearest mark within a 24 pixel target, else a small state's
 * dot, else the country.
 */
import {positionOf} from './painter.js';
import {CLUSTER_ZOOM} from './marks.js';
import {countryAt} from './topology.js';

/** @typedef {import('./marks.js').Mark} Mark */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {{mark: Mark | null, country: string | null}} Pick */
/**
 * @typedef {{left: number, top: number, scale: number, zoom: number}} Corner the map's own, in pixels of its zoom
 */

/** Half of WCAG's smallest target. */
const REACH_PX = 12;

/**
 * @param {Scene} scene
 * @param {Corner} corner
 * @param {{x: number, y: number}} point in pixels of the map's box
 * @returns {Pick}
 */
export function pick(scene, corner, point) {
    const x = (point.x + corner.left) / corner.scale;
    const y = (point.y + corner.top) / corner.scale;
    const under = smallState(scene, corner, x, y) ?? countryAt(scene.world, x, y);
    const mark = nearestMark(scene.marks(corner.zoom), corner, point, under);
    return {mark, country: mark ? mark.country ?? under : under};
}

/** @param {Scene} scene @param {Corner} corner @param {number} x @param {number} y */
function smallState({micro}, {scale, zoom}, x, y) {
    const within = micro
        .filter(({quiet}) => !quiet || zoom >= CLUSTER_ZOOM)
        .map((dot) => ({id: dot.id, distance: Math.hypot(dot.x - x, dot.y - y) * scale}))
        .filter(({distance}) => distance <= REACH_PX);
    return within.sort((one, other) => one.distance - other.distance)[0]?.id ?? null;
}

/**
 * @param {readonly Mark[]} marks @param {Corner} corner @param {{x: number, y: number}} point
 * @param {string | null} country what lies under the pointer
 */
function nearestMark(marks, corner, point, country) {
    // From afar a country is hardly larger than a target: its neighbours' dots must not catch the click.
    const own = (/** @type {Mark} */ mark) =>
        corner.zoom >= CLUSTER_ZOOM || country === null || mark.country === null || mark.country === country;
    let best = null;
    let least = Infinity;
    for (const mark of marks) {
        const {x, y} = positionOf(mark, corner);
        const [dx, dy] = [Math.abs(point.x - x), Math.abs(point.y - y)];
        if (dx > Math.max(REACH_PX, mark.halfWidth) || dy > Math.max(REACH_PX, mark.halfHeight)) continue;
        const distance = Math.hypot(dx, dy);
        if (distance < least && own(mark)) [best, least] = [mark, distance];
    }
    return best;
}
