/**
 * The Leaflet map underneath: its projection, its panes, how far it may be moved.
 */
import L from '../leaflet.js';
import {boxBounds, equalEarth, fromPlane, inhabitedWorld, PLANE_WIDTH, toPlane, viewOf} from './crs.js';

const MAX_ZOOM = 9;
const PADDING_PX = 4;
const LEAST_ROOM_PX = 120;
/** How little of the world's width the first view may show; how much of the rest is cut in the east. */
const LEAST_WIDTH = 0.9;
const EAST_KEPT = 0.15;
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
        maxBounds: farthest(),
        maxBoundsViscosity: 1,
        maxZoom: MAX_ZOOM,
        zoomSnap: 0,
        wheelPxPerZoomLevel: 90,
        bounceAtZoomLimits: false,
        // It would fit two corners, as `fitBounds` does.
        boxZoom: false,
        zoomAnimation: !still,
        fadeAnimation: false,
        inertia: !still,
        keyboardPanDelta: 90,
        trackResize: false,
    });
    PANES.forEach((name, at) => {
        map.createPane(name).style.zIndex = String(300 + at);
    });
    return map;
}

/** How far the view may be moved. */
function farthest() {
    const [left, top, right, bottom] = inhabitedWorld();
    // No more than a little to the north: beyond the pole there is no latitude to name a corner by.
    const little = MARGIN / 4;
    return boxBounds([left - MARGIN, top - little, right + MARGIN, bottom + little]);
}

/**
 * As far out as one can zoom: the whole width of the world.
 * @param {L.Map} map
 * @returns {number}
 */
export function farthestZoom(map) {
    return viewOf(inhabitedWorld(), map.getSize(), {padding: PADDING_PX, maxZoom: MAX_ZOOM}).zoom;
}

/**
 * The first view: the whole world, or in a tall box a little less of the Pacific and more of the rest.
 * @param {L.Map} map
 */
export function worldView(map) {
    const size = map.getSize();
    const [left, top, right, bottom] = inhabitedWorld();
    const whole = (right - left) / (bottom - top);
    const room = (size.x - 2 * PADDING_PX) / (size.y - 2 * PADDING_PX);
    const width = (right - left) * Math.max(LEAST_WIDTH, Math.min(1, room / whole));
    const middle = right - EAST_KEPT * (right - left - width) - width / 2;
    const box = /** @type {const} */ ([middle - width / 2, top, middle + width / 2, bottom]);
    return viewOf([...box], size, {padding: PADDING_PX, maxZoom: MAX_ZOOM});
}

/**
 * The view of a box of the plane, with air around it, in the part of the map that is not covered.
 * @param {L.Map} map
 * @param {import('./crs.js').Box} box
 * @param {number} maxZoom
 * @param {{left: number, right: number, top: number, bottom: number}} cover pixels
 */
export function boxView(map, box, maxZoom, cover) {
    const {x, y} = map.getSize();
    const free = {
        x: Math.max(LEAST_ROOM_PX, x - cover.left - cover.right),
        y: Math.max(LEAST_ROOM_PX, y - cover.top - cover.bottom),
    };
    const {zoom, lon, lat} = viewOf(box, free, {padding: Math.min(free.x, free.y) * 0.14, maxZoom});
    const [across, down] = toPlane(lon, lat);
    const aside = 2 * 2 ** zoom;
    const right = (cover.right - cover.left) / aside;
    const below = (cover.bottom - cover.top) / aside;
    const middle = fromPlane(across + right, down + below);
    return {zoom, lon: middle[0], lat: middle[1]};
}
