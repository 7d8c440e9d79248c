/**
 * The Leaflet map underneath: its projection, its panes, how far it may be moved.
 */
import L from '../leaflet.js';
import {equalEarth, inhabitedWorld, PLANE_WIDTH, viewOf, worldBounds} from './crs.js';

const MAX_ZOOM = 9;
const WORLD_PADDING_PX = 6;
/** How far beside the sphere the view may go, in units of the plane. */
const MARGIN = PLANE_WIDTH / 64;
const PANES = ['atlas-ground', 'atlas-outlines', 'atlas-sheet'];

/**
 * @param {HTMLElement} container
 * @param {boolean} still whether the reader wants no motion
 * @returns {L.Map}
 */
export function createBoard(container, still) {
    const map = L.map(container, {
        crs: equalEarth(),
        attributionControl: false,
        zoomControl: false,
        maxBounds: worldBounds(MARGIN),
        maxBoundsViscosity: 1,
        maxZoom: MAX_ZOOM,
        zoomSnap: 0,
        wheelPxPerZoomLevel: 90,
        bounceAtZoomLimits: false,
        zoomAnimation: !still,
        fadeAnimation: false,
        inertia: !still,
        keyboardPanDelta: 90,
    });
    PANES.forEach((name, at) => {
        map.createPane(name).style.zIndex = String(300 + at);
    });
    return map;
}

/**
 * The view of the whole world, which is also as far out as one can zoom.
 * @param {L.Map} map
 */
export function worldView(map) {
    return viewOf(inhabitedWorld(), map.getSize(), {padding: WORLD_PADDING_PX, maxZoom: MAX_ZOOM});
}

/**
 * The view of a box of the plane, with air around it.
 * @param {L.Map} map
 * @param {import('./crs.js').Box} box
 * @param {number} maxZoom
 */
export function boxView(map, box, maxZoom) {
    const {x, y} = map.getSize();
    return viewOf(box, {x, y}, {padding: Math.min(x, y) * 0.14, maxZoom});
}
